import { DeleteCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import {
  directoryItem,
  environmentItem,
  memberPointerItem,
  membershipItem,
  workspaceItem,
} from "../shared/access/items.ts";
import type { Item } from "../shared/ledger/item.ts";
import { NOW, testClock } from "../test/support/clock.ts";
import { createInProcessTable } from "./in-process.ts";
import { sumOf } from "./meter.ts";
import { createReader, type ReadModel, readModels } from "./read-models.ts";
import type { Measured } from "./report.ts";
import type { Place } from "./scenario-play.ts";
import { activeItems, environmentIdOf, openProblemItems, putAll, runItems } from "./seed.ts";
import { exponent, rounded } from "./statistics.ts";
import { lineChart } from "./svg.ts";

/** `BENCH_RUNS_MAX` limits the history. */
const runsMax = Number(process.env.BENCH_RUNS_MAX ?? 1_000_000);
const histories = [1_000, 10_000, 100_000, 1_000_000].filter((size) => size <= runsMax);
const environments = 100;
/** The open work of a workspace, besides its history. */
const works = {
  nothing: () => [],
  "1,000 problems": () => openProblemItems(1_000, environments, NOW),
  "1,000 problems in 200 lines": () => openProblemItems(1_000, environments, NOW, 2),
  "10,000 problems": () => openProblemItems(10_000, environments, NOW),
  "10,000 active runs": () => activeItems(10_000, environments, NOW),
} as const satisfies Record<string, () => Item[]>;
type Work = keyof typeof works;
const isActiveWork = (work: Work) => work === "10,000 active runs";
const noOwnWork = { active: 0, open: 0, environments, hasNotifications: false } as const;

/** Who reads: a member of all 100 environments, and one of 20 of them. */
const readers = {
  "member of all": { as: "owner", share: 1 },
  "member of 20": { as: "twenty", share: 0.2 },
} as const;

const count = z.object({ value: z.number(), capped: z.boolean() });
/**
 * What an answer says about open work: the number of issues or of runs, of active runs where those are open, and whether
 * it is a lower bound.
 */
const surfaces: Readonly<Record<string, { readonly model: string; readonly says: Says }>> = {
  summary: {
    model: "counts of every tab",
    says: (body, work) => {
      const { counts } = z.object({ counts: z.object({ needs_attention: count, active: count }) }).parse(body);
      return isActiveWork(work) ? counts.active : counts.needs_attention;
    },
  },
  overview: {
    model: "overview of a workspace",
    says: (body, work) => {
      const { followUpRuns, active } = z.object({ followUpRuns: count, active: count }).parse(body);
      return isActiveWork(work) ? active : followUpRuns;
    },
  },
  inbox: { model: "inbox, what needs a person", says: (body) => inboxSays(body) },
  metrics: {
    model: "metrics of the last day",
    says: (body) => ({ value: endedIn(body), capped: z.object({ capped: z.boolean() }).parse(body).capped }),
  },
};

type Said = z.infer<typeof count>;
type Says = (body: unknown, work: Work) => Said;

function inboxSays(body: unknown): Said {
  const { groups } = z.object({ groups: z.array(z.object({ count })) }).parse(body);
  const counts = groups.map((one) => one.count);
  return { value: counts.reduce((sum, { value }) => sum + value, 0), capped: counts.some(({ capped }) => capped) };
}

function endedIn(body: unknown): number {
  const hour = z.object({ succeeded: z.number(), failed: z.number(), blocked: z.number(), cancelled: z.number() });
  const { hours } = z.object({ hours: z.array(hour) }).parse(body);
  return hours.reduce((sum, one) => sum + one.succeeded + one.failed + one.blocked + one.cancelled, 0);
}

interface Row {
  readonly surface: string;
  readonly reader: keyof typeof readers;
  readonly history: number;
  readonly work: Work;
  readonly units: number;
  readonly calls: number;
  readonly roundTrips: number;
  readonly bytes: number;
  readonly says: Said;
}

/**
 * Read units and calls of summary, overview, inbox and metrics, by the length of the history and the open work, for a
 * member of all 100 environments of a workspace and for one of 20 of them.
 */
export async function measureReads(): Promise<Measured> {
  const table = createInProcessTable(testClock());
  await putAll(table, scope());
  const read = createReader(table, testClock());
  const rows: Row[] = [];
  let from = 0;
  for (const history of histories) {
    await putAll(table, runItems(from, history, NOW, noOwnWork));
    from = history;
    for (const work of Object.keys(works).filter((name): name is Work => name in works)) {
      const items = works[work]();
      await putAll(table, items);
      for (const surface of Object.keys(surfaces)) rows.push(...(await rowsOf(surface, read, { history, work })));
      await removeAll(table, items);
    }
    process.stderr.write(`${history} runs measured\n`);
  }
  const judged = judge(rows);
  return {
    results: { histories, works: Object.keys(works), environments, rows, ...judged },
    plots: { "": plotOf(rows) },
    lines: [
      ...rows.map(lineOf),
      `worst growth with history: units ^${judged.worstGrowth.exponent} (${judged.worstGrowth.of})`,
      `member of 20 against member of all: at most ${judged.worstRatio.units} x the units (${judged.worstRatio.of})`,
      `and at most ${judged.mostCalls.calls} x the requests (${judged.mostCalls.of})`,
      `blind answers: ${judged.blind.length}`,
    ],
  };
}

async function rowsOf(
  surface: string,
  read: ReturnType<typeof createReader>,
  world: Pick<Row, "history" | "work">,
): Promise<Row[]> {
  const { model, says } = surfaces[surface] ?? { model: "", says: () => ({ value: 0, capped: false }) };
  const path: ReadModel = readModels[model] ?? { path: model };
  const rows: Row[] = [];
  for (const reader of ["member of all", "member of 20"] as const) {
    const { billed, bytes, body } = await read({ ...path, as: readers[reader].as }, "");
    rows.push({
      ...{ surface, reader, ...world, bytes, calls: billed.length, units: sumOf(billed, "read") },
      roundTrips: billed.filter(({ isRoundTrip }) => isRoundTrip).length,
      says: says(JSON.parse(body), world.work),
    });
  }
  return rows;
}

/**
 * A workspace of 100 environments, and members of all and of one in each block of five, so that both see both types of
 * work in the same shares.
 */
function scope(): Item[] {
  const ids = Array.from({ length: environments }, (_, at) => environmentIdOf(at, environments));
  return [
    workspaceItem("acme", { name: "Acme" }),
    directoryItem("acme"),
    ...ids.map((id) => environmentItem("acme", id, { name: id })),
    membershipItem("acme", readers["member of all"].as, { role: "owner", environments: "all" }),
    memberPointerItem("acme", readers["member of all"].as),
    membershipItem("acme", readers["member of 20"].as, {
      role: "owner",
      environments: ids.filter((_, at) => at % 5 === Math.floor(at / 5) % 5),
    }),
    memberPointerItem("acme", readers["member of 20"].as),
  ];
}

async function removeAll({ client, tableName }: Place, items: readonly Item[]): Promise<void> {
  for (const { pk, sk } of items) await client.send(new DeleteCommand({ TableName: tableName, Key: { pk, sk } }));
}

/** The growth with history, from ten thousand runs on if there are longer ones, the dearest restricted answer, and answers that hide open work. */
function judge(rows: readonly Row[]) {
  const nameOf = ({ surface, reader, work }: Row) => `${surface}, ${reader}, ${work}`;
  const growths = [...Map.groupBy(rows, nameOf)].map(([of, points]) => {
    const long = points.filter(({ history }) => history >= 10_000);
    const compared = long.length > 1 ? long : points;
    return { of, exponent: rounded(exponent(compared.map(({ history, units }) => [history, units] as const))) };
  });
  const ratios = rows.flatMap((row) => {
    const all = rows.find((one) => one.reader === "member of all" && isSameWorld(one, row));
    if (row.reader === "member of all" || all === undefined) return [];
    const of = `${row.surface}, ${row.history} runs, ${row.work}`;
    return [{ of, units: rounded(row.units / all.units), calls: rounded(row.calls / all.calls) }];
  });
  const blind = rows.filter(
    ({ surface, work, says }) =>
      work !== "nothing" && says.value === 0 && surface !== "metrics" && !(surface === "inbox" && isActiveWork(work)),
  );
  return {
    worstGrowth: growths.toSorted((a, b) => b.exponent - a.exponent)[0] ?? { of: "nothing", exponent: 0 },
    worstRatio: ratios.toSorted((a, b) => b.units - a.units)[0] ?? { of: "nothing", units: 0, calls: 0 },
    mostCalls: ratios.toSorted((a, b) => b.calls - a.calls)[0] ?? { of: "nothing", units: 0, calls: 0 },
    blind,
  };
}

const isSameWorld = (a: Row, b: Row) => a.surface === b.surface && a.history === b.history && a.work === b.work;

const lineOf = ({ surface, reader, history, work, units, calls, roundTrips, says }: Row) =>
  `${surface.padEnd(9)} ${reader.padEnd(14)} ${String(history).padStart(8)} runs, ${work.padEnd(27)} ` +
  `${String(units).padStart(7)} units ${String(calls).padStart(4)} calls ${String(roundTrips).padStart(3)} round trips, ` +
  `says ${says.capped ? "at least " : ""}${says.value}`;

function plotOf(rows: readonly Row[]): string {
  const lines = Map.groupBy(
    rows.filter(({ reader, work }) => reader === "member of all" && ["nothing", "10,000 problems"].includes(work)),
    ({ surface, work }) => `${surface}, ${work}`,
  );
  return lineChart({
    title: "Reading pages as history grows",
    x: "runs stored",
    y: "read units",
    lines: [...lines].map(([name, points]) => ({
      name,
      points: points.map(({ history, units }) => [history, units] as const),
    })),
  });
}
