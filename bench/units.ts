import { NOW, testClock } from "../test/support/clock.ts";
import { levelBudgets } from "./level-budgets.ts";
import { sumOf } from "./meter.ts";
import { unitsOfPlans } from "./planned-wave-units.ts";
import { alternatives, awsPrices, billPerMillion } from "./prices.ts";
import { createReader, readModels } from "./read-models.ts";
import type { Measured } from "./report.ts";
import { runScenarios } from "./run-scenarios.ts";
import { createScenarioPlay, type Step } from "./scenario-play.ts";
import { elsewhereItems, putAll, runItems } from "./seed.ts";
import { scopeItems } from "./seed-scope.ts";
import { rounded } from "./statistics.ts";
import { barChart } from "./svg.ts";
import { startTableServer } from "./table.ts";
import { bought, unitModel } from "./unit-model.ts";
import { unitsOfAccepting, unitsOfTargets, waveCeilings } from "./wave-units.ts";

const runsBehindReads = 2000;
const targetsOfWave = 200;

/**
 * The cost of complete runs and of every read model, as billed by a separate table server, compared with the unit model;
 * the purpose of each unit of a simple success; and the cost of a million runs compared with alternatives.
 */
export async function measureUnits(): Promise<Measured> {
  const server = await startTableServer();
  try {
    const measuredLives: Awaited<ReturnType<typeof live>>[] = [];
    for (const name of Object.keys(runScenarios)) measuredLives.push(await live(name, await server.createTable()));
    const reads = await readAll(await server.createTable());
    const waves = [await unitsOfAccepting(), ...(await unitsOfPlans()), await unitsOfTargets(targetsOfWave)];
    const [success] = measuredLives;
    if (success === undefined) throw new Error("the scenario of a success is missing");
    const bill = billPerMillion(success);
    const budgets = levelBudgets(new Map(measuredLives.map(({ name, steps }) => [name, steps])));
    return {
      results: {
        lives: measuredLives.map(({ steps: _steps, ...life }) => life),
        budgets,
        unitsOfASuccess: explain(success.steps),
        readModels: reads,
        waves,
        dollarsPerMillionRuns: {
          bill: roundedLines(bill.lines),
          total: rounded(bill.total),
          prices: awsPrices,
          alternatives,
        },
      },
      plots: plotsOf(measuredLives, bill.total),
      lines: [
        ...measuredLives.map(
          (life) =>
            `${life.name.padEnd(46)} ${life.write} written, ${life.read} read, ${life.calls} calls, ${life.queueRequests} queue requests${life.isAsModelled ? "" : "   NOT AS MODELLED"}`,
        ),
        ...budgets.map(({ what, budget, measured }) => `${what.padEnd(46)} ${measured} written, budget ${budget}`),
        ...reads.map(
          (one) =>
            `${one.name.padEnd(46)} ${one.read} read, ${one.calls} calls, ${one.roundTrips} round trips, ${one.bytes} bytes`,
        ),
        ...waves.map(
          ({ name, write, read, calls }) =>
            `${name.padEnd(46)} ${write} written, ${read} read, ${calls} calls${write <= waveCeilings[name].write && calls <= waveCeilings[name].calls ? "" : "   NOT AS MODELLED"}`,
        ),
        `a million runs: $${bill.total.toFixed(2)} all in; Step Functions Standard $50, Express $5.10`,
      ],
      versions: { table: server.engine },
    };
  } finally {
    await server.stop();
  }
}

async function live(name: string, place: Parameters<typeof createScenarioPlay>[0]) {
  const play = createScenarioPlay(place);
  await runScenarios[name]?.(play);
  const billed = play.steps.flatMap((step) => step.billed);
  const cost = { write: sumOf(billed, "write"), read: sumOf(billed, "read"), calls: billed.length };
  const model = unitModel[name];
  return {
    name,
    ...cost,
    queueRequests: play.steps.reduce((sum, step) => sum + step.queueRequests, 0),
    model,
    isAsModelled:
      model !== undefined && cost.write === model.write && cost.read === model.read && cost.calls === model.calls,
    steps: play.steps,
  };
}

/** The units of a run by write and table or index, each with its purpose. */
function explain(steps: readonly Step[]) {
  const sums = new Map<string, number>();
  for (const { name, billed } of steps) {
    for (const { command, about, units, isRead } of billed) {
      if (isRead) continue;
      for (const [place, count] of Object.entries(units)) {
        const key = `${name} ${command} ${about} ${place}`;
        sums.set(key, (sums.get(key) ?? 0) + count);
      }
    }
  }
  return [...sums].map(([what, units]) => ({ what, units, buys: bought[what] ?? "NOTHING THAT IS SAID" }));
}

async function readAll(place: Parameters<typeof createReader>[0]) {
  const items = [...runItems(0, runsBehindReads, NOW)];
  await putAll(place, [...scopeItems(), ...elsewhereItems(NOW), ...items]);
  const ended = String(items.find((item) => item.status === "completed")?.pk).slice("RUN#".length);
  const read = createReader(place, testClock());
  const rows = [];
  for (const [name, model] of Object.entries(readModels)) {
    const { billed, bytes } = await read(model, ended);
    rows.push({
      name,
      read: sumOf(billed, "read"),
      calls: billed.length,
      roundTrips: billed.filter(({ isRoundTrip }) => isRoundTrip).length,
      bytes,
      dollarsPerMillion: rounded(sumOf(billed, "read") * awsPrices.readUnitsPerMillion),
    });
  }
  return rows;
}

const roundedLines = (lines: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(lines).map(([name, dollars]) => [name, rounded(dollars)]));

function plotsOf(
  measuredLives: readonly { readonly name: string; readonly write: number; readonly read: number }[],
  ours: number,
) {
  const compared = [
    { label: "Runtruth, all in", value: ours, kind: 0 },
    ...alternatives.map(({ name, dollarsPerMillion }) => ({ label: name, value: dollarsPerMillion, kind: 1 })),
  ];
  return {
    "": barChart({
      title: "Write units of a complete run",
      unit: "units of 1 KB, as the table bills them",
      bars: measuredLives.map(({ name, write }) => ({ label: name, value: write, kind: 0 })),
      goal: { value: 12, label: "a success: 12 at most" },
    }),
    dollars: barChart({
      title: "A million runs",
      unit: "US dollars",
      kinds: ["everything included", "orchestration only"],
      bars: compared.toSorted((a, b) => a.value - b.value),
    }),
  };
}
