import { beforeAll, describe, expect, it } from "vitest";
import { createInProcessTable } from "../../bench/in-process.ts";
import { levelBudgets } from "../../bench/level-budgets.ts";
import { levelScenarios } from "../../bench/level-scenarios.ts";
import { sumOf } from "../../bench/meter.ts";
import { readCeilings } from "../../bench/read-ceilings.ts";
import { createReader, readModels } from "../../bench/read-models.ts";
import { runScenarios } from "../../bench/run-scenarios.ts";
import { createScenarioPlay } from "../../bench/scenario-play.ts";
import { elsewhereItems, putAll, runItems } from "../../bench/seed.ts";
import { scopeItems } from "../../bench/seed-scope.ts";
import { exponent } from "../../bench/statistics.ts";
import { unitModel } from "../../bench/unit-model.ts";
import { routes } from "../../shared/contract/routes.ts";
import { NOW, testClock } from "../support/clock.ts";

describe("unit cost of a run", () => {
  it.each(Object.keys(runScenarios))("stays within the unit model: %s", async (name) => {
    const play = createScenarioPlay(createInProcessTable(testClock()));

    await runScenarios[name]?.(play);

    const billed = play.steps.flatMap((step) => step.billed);
    const { write = 0, read = 0, calls = 0 } = unitModel[name] ?? {};
    expect(sumOf(billed, "write")).toBeLessThanOrEqual(write);
    expect(sumOf(billed, "read")).toBeLessThanOrEqual(read);
    expect(billed.length).toBeLessThanOrEqual(calls);
  });
});

it("slots, promises, alerts and waits cost what they were designed to", async () => {
  const lives = new Map<string, ReturnType<typeof createScenarioPlay>["steps"]>();
  for (const [name, scenario] of Object.entries({ success: runScenarios.success, ...levelScenarios })) {
    const play = createScenarioPlay(createInProcessTable(testClock()));
    await scenario?.(play);
    lives.set(name, play.steps);
  }

  const budgets = levelBudgets(lives);
  expect(budgets.map(({ what, measured }) => [what, measured])).toEqual(
    budgets.map(({ what, budget }) => [what, budget]),
  );
});

describe("unit cost of a read model", () => {
  /** Enough for full pages: one environment in twenty has sixty runs, or a hundred and twenty. */
  const sizes = [1200, 2400] as const;
  /** A page of fifty runs is 65 KB: 1.3 KB per run, texts included. */
  const answerBytesMax = 70_000;
  const exponentMax = 0.1;
  const readers: ((
    name: string,
  ) => Promise<{ costs: { read: number; calls: number; roundTrips: number }; bytes: number }>)[] = [];

  beforeAll(async () => {
    for (const size of sizes) {
      const place = createInProcessTable(testClock());
      const items = [...runItems(0, size, NOW)];
      await putAll(place, [...scopeItems(), ...elsewhereItems(NOW), ...items]);
      const ended = String(items.find((item) => item.status === "completed")?.pk).slice("RUN#".length);
      const read = createReader(place, testClock());
      readers.push(async (name) => {
        const { billed, bytes } = await read(readModels[name] ?? { path: name }, ended);
        const roundTrips = billed.filter(({ isRoundTrip }) => isRoundTrip).length;
        return { costs: { read: sumOf(billed, "read"), calls: billed.length, roundTrips }, bytes };
      });
    }
  });

  it.each(Object.keys(readModels))("is independent of the number of runs and within the model: %s", async (name) => {
    const [few, many] = await Promise.all(readers.map((read) => read(name)));

    expect(many?.costs).toEqual(few?.costs);
    const bytes = sizes.map((size, at) => [size, [few, many][at]?.bytes ?? 0] as const);
    expect(exponent(bytes)).toBeLessThanOrEqual(exponentMax);
    expect(many?.bytes).toBeLessThanOrEqual(answerBytesMax);
    const { read = 0, calls = 0, roundTrips = 0 } = readCeilings[name] ?? {};
    expect(many?.costs.read).toBeLessThanOrEqual(read);
    expect(many?.costs.calls).toBeLessThanOrEqual(calls);
    expect(many?.costs.roundTrips).toBeLessThanOrEqual(roundTrips);
  });
});

describe("measured read models", () => {
  it("cover every GET route for signed-in callers", () => {
    const asked = Object.values(readModels).map(({ path }) => path);
    const gets = routes.filter(({ method, auth }) => method === "GET" && auth === "jwt");

    const left = gets.filter(({ path }) => {
      const form = new RegExp(`^${path.replaceAll(/\{\w+\}/g, "[^/]+")}$`);
      return !asked.some((one) => form.test(one));
    });
    expect(left.map(({ name }) => name)).toEqual([]);
  });
});

describe("unit cost of a start and of a sweep", () => {
  it("is independent of the number of runs", async () => {
    const costs = [];
    for (const size of [50, 1000]) {
      const place = createInProcessTable(testClock());
      // Failures of the last day are read again, independent of the history.
      const succeeded = [...runItems(0, size, NOW)].filter(({ outcome }) => outcome !== "failed");
      await putAll(place, succeeded);
      const play = createScenarioPlay(place);
      await play.start("a");
      await play.step("sweep", () => play.product.sweep());
      costs.push(play.steps.map(({ billed }) => [sumOf(billed, "write"), sumOf(billed, "read"), billed.length]));
    }
    expect(costs[1]).toEqual(costs[0]);
  });
});
