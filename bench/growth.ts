import { NOW, testClock } from "../test/support/clock.ts";
import { createInProcessTable } from "./in-process.ts";
import { sumOf } from "./meter.ts";
import { peerVersions } from "./peer-packages.ts";
import { createPgBossHistory, pgBossQueries } from "./pg-boss-list.ts";
import { startPostgres } from "./postgres.ts";
import { createReader, readModels } from "./read-models.ts";
import type { Measured } from "./report.ts";
import { createScenarioPlay, type Place } from "./scenario-play.ts";
import { elsewhereItems, putAll, runItems, staleItems } from "./seed.ts";
import { scopeItems } from "./seed-scope.ts";
import { exponent, median, rounded } from "./statistics.ts";
import { lineChart } from "./svg.ts";
import { startTableServer } from "./table.ts";

/** `BENCH_RUNS_MAX` limits the size: a million runs in this process take 8 GB and 15 minutes. */
const runsMax = Number(process.env.BENCH_RUNS_MAX ?? 1_000_000);
const sizes = [1_000, 10_000, 100_000, 1_000_000].filter((size) => size <= runsMax);
/** The vendor's local edition takes half a millisecond per item: a million would take 15 minutes. */
const serverSizesMax = 100_000;
const repeats = 15;
/** Warm-up rounds. */
const warmUps = 5;
const staleCounts = [0, 10, 100] as const;

/** The workspace of the measured starts and sweeps, separate from the one whose lists are measured. */
const elsewhere = { workspaceId: "globex", environmentId: "globex-prod" } as const;

/** The cost of one operation at one size. */
interface Cost {
  readonly calls: number;
  readonly roundTrips: number;
  readonly units: number;
  readonly bytes: number;
  readonly millis: number;
}
type Costs = Record<string, { readonly size: number; readonly cost: Cost }[]>;

/**
 * The cost of every read model, a sweep and a start as the history grows from a thousand runs to a million: calls, units
 * and bytes on the in-process table, latency on a table server, and pg-boss's list on PostgreSQL for comparison.
 */
export async function measureGrowth(): Promise<Measured> {
  const server = await startTableServer("dynamodb-local");
  const postgres = await startPostgres();
  try {
    const history = await createPgBossHistory(postgres);
    const inProcess: Costs = {};
    const served: Costs = {};
    const peer: Record<string, (readonly [number, number])[]> = {};
    const here = createInProcessTable(testClock());
    const there = await server.createTable();
    let from = 0;
    for (const size of sizes) {
      await history.fill(from, size);
      await fill(here, from, size);
      if (size <= serverSizesMax) await fill(there, from, size);
      // In turn at each size, so that other load on the machine affects all of them.
      await measureAll(here, size, inProcess);
      if (size <= serverSizesMax) await measureAll(there, size, served);
      for (const [name, query] of Object.entries(pgBossQueries)) {
        const millis = median(await timed(repeats, () => history.ask(query)));
        peer[name] = [...(peer[name] ?? []), [size, rounded(millis, 3)]];
      }
      from = size;
      process.stderr.write(`${size} measured\n`);
    }
    const ours = summary(inProcess, served);
    const theirs = Object.entries(peer).map(([name, points]) => ({
      name,
      points,
      exponent: rounded(exponent(points)),
    }));
    return {
      results: { sizes, repeats, ours, pgBoss: theirs },
      plots: plotsOf(ours, theirs),
      lines: [
        ...ours.map(
          (one) =>
            `${one.name.padEnd(36)} calls ^${one.exponents.calls} units ^${one.exponents.units} bytes ^${one.exponents.bytes} wait ^${one.exponents.waitOnServer}`,
        ),
        ...theirs.map(
          (one) =>
            `pg-boss: ${one.name.padEnd(27)} wait ^${one.exponent}  ${one.points.map(([size, millis]) => `${size}: ${millis} ms`).join(", ")}`,
        ),
      ],
      versions: { table: server.engine, postgresql: postgres.version, ...peerVersions() },
    };
  } finally {
    await postgres.stop();
    await server.stop();
  }
}

async function fill(place: Place, from: number, to: number): Promise<void> {
  if (from === 0) await putAll(place, [...scopeItems(), ...elsewhereItems(NOW)]);
  await putAll(place, runItems(from, to, NOW));
}

async function measureAll(place: Place, size: number, costs: Costs): Promise<void> {
  const note = (name: string, cost: Cost) => {
    costs[name] = [...(costs[name] ?? []), { size, cost }];
  };
  const read = createReader(place, testClock());
  const ended = endedRunId();
  for (const [name, model] of Object.entries(readModels)) {
    const result = await read(model, ended);
    note(name, {
      ...costOf(result.billed),
      bytes: result.bytes,
      millis: median(await timed(repeats, () => read(model, ended))),
    });
  }
  // New ids at each size: the same ones would find the runs of the previous size.
  const play = createScenarioPlay(place, size);
  for (const count of staleCounts) {
    await putAll(place, staleItems(count, NOW));
    const [millis = 0] = await timed(1, () => play.step("sweep", () => play.product.sweep()));
    note(count === 0 ? "sweep, nothing due" : `sweep, ${count} stale`, { ...costOf(lastStep(play)), millis });
  }
  const waits: number[] = [];
  for (let repeat = -warmUps; repeat < repeats; repeat++) {
    if (repeat === 0) waits.length = 0;
    waits.push(...(await timed(1, () => play.start(`subject-${size}-${repeat}`, undefined, elsewhere))));
  }
  note("start", { ...costOf(lastStep(play)), millis: median(waits) });
  // None of these may be open work at the next size.
  while ((await play.work()) > 0);
}

/** The newest completed run, which is the same at every size. */
function endedRunId(): string {
  for (const item of runItems(0, 100, NOW))
    if (item.status === "completed") return String(item.pk).slice("RUN#".length);
  throw new Error("growth: none of the newest runs has completed");
}

const lastStep = (play: ReturnType<typeof createScenarioPlay>) => play.steps.at(-1)?.billed ?? [];

function costOf(billed: Parameters<typeof sumOf>[0]): Omit<Cost, "millis"> {
  return {
    calls: billed.length,
    roundTrips: billed.filter(({ isRoundTrip }) => isRoundTrip).length,
    units: sumOf(billed, "read") + sumOf(billed, "write"),
    bytes: billed.reduce((sum, { bytesAnswered }) => sum + bytesAnswered, 0),
  };
}

async function timed(times: number, act: () => Promise<unknown>): Promise<number[]> {
  for (let time = 0; times > 1 && time < warmUps; time++) await act();
  const millis: number[] = [];
  for (let time = 0; time < times; time++) {
    const from = performance.now();
    await act();
    millis.push(performance.now() - from);
  }
  return millis;
}

function summary(inProcess: Costs, served: Costs) {
  return Object.entries(inProcess).map(([name, points]) => {
    const waits = (served[name] ?? []).map(({ size, cost }) => [size, rounded(cost.millis)] as const);
    const growth = (of: (cost: Cost) => number) =>
      rounded(exponent(points.map(({ size, cost }) => [size, of(cost)] as const)));
    return {
      name,
      points: points.map(({ size, cost }) => ({ size, ...cost, millis: rounded(cost.millis, 3) })),
      waitOnServer: waits,
      exponents: {
        calls: growth(({ calls }) => calls),
        units: growth(({ units }) => units),
        bytes: growth(({ bytes }) => bytes),
        waitInProcess: growth(({ millis }) => millis),
        waitOnServer: rounded(exponent(waits)),
      },
    };
  });
}

function plotsOf(
  ours: ReturnType<typeof summary>,
  theirs: readonly { readonly name: string; readonly points: readonly (readonly [number, number])[] }[],
) {
  const shown = ours.filter(({ name }) => /newest 50|one run|start|sweep/.test(name) && !name.includes("audit"));
  const list = ours.find(({ name }) => name === "runs, newest 50");
  return {
    wait: lineChart({
      title: "A list of 50 as history grows",
      x: "runs or jobs stored",
      y: "median milliseconds",
      lines: [
        { name: "Runtruth, table server", points: list?.waitOnServer ?? [] },
        ...theirs.map(({ name, points }) => ({ name: `pg-boss: ${name}`, points })),
      ],
    }),
    units: lineChart({
      title: "What things cost as history grows",
      x: "runs stored",
      y: "units, read and written",
      lines: shown.map(({ name, points }) => ({
        name,
        points: points.map(({ size, units }) => [size, units] as const),
      })),
    }),
  };
}
