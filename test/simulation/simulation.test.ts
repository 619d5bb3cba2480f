import { mkdirSync, writeFileSync } from "node:fs";
import { afterAll, expect, it } from "vitest";
import { everyFault, type FaultKind, type FaultSetting, faultSettings } from "./faults.ts";
import { simulate } from "./simulate.ts";

/** How many worlds of each setting, and how many starts in each; `npm run test:faults` asks for more. */
const seedCount = Number(process.env.SIMULATION_SEEDS ?? 20);
const startCount = Number(process.env.SIMULATION_STARTS ?? 50);

const totals = { worlds: 0, runs: 0, accepted: 0, storeCalls: 0, violations: 0, virtualHours: 0 };
const injected: Partial<Record<FaultKind, number>> = {};
const outcomes: Record<string, number> = {};

afterAll(() => {
  mkdirSync("reports", { recursive: true });
  const report = { settings: settings.length, seedCount, startCount, ...totals, outcomes, injected };
  writeFileSync("reports/simulation.json", `${JSON.stringify(report, null, 2)}\n`);
});

const settings = [...faultSettings, everyFault].map((setting) => ({ setting, named: nameOf(setting) }));

it.each(settings)("keeps every promise with $named", { timeout: 3_600_000 }, async ({ setting }) => {
  for (let seed = 1; seed <= seedCount; seed++) {
    const told = await simulate(seed, setting, startCount);
    totals.worlds += 1;
    totals.runs += told.runs;
    totals.accepted += told.accepted;
    totals.storeCalls += told.units.calls;
    totals.violations += told.violations.length;
    totals.virtualHours += told.seconds / 3600;
    add(injected, told.injected);
    add(outcomes, told.outcomes);

    // The seed, the setting and the number of starts repeat the world event by event.
    expect({ seed, startCount, violations: told.violations }).toEqual({ seed, startCount, violations: [] });
  }
});

it("plays the same world twice from one seed", async () => {
  expect(await simulate(7, everyFault, 20)).toEqual(await simulate(7, everyFault, 20));
});

function nameOf(setting: FaultSetting): string {
  const kinds = Object.keys(setting);
  return kinds.length === 0 ? "no fault" : kinds.length > 2 ? "every fault" : kinds.join(" and ");
}

function add(sums: Record<string, number>, more: Readonly<Record<string, number>>): void {
  for (const [name, count] of Object.entries(more)) sums[name] = (sums[name] ?? 0) + count;
}
