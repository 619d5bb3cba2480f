import { afterAll, expect, it } from "vitest";
import { callBoundViolation } from "../../simulation/call-bound.ts";
import { everyFault, type FaultSetting, faultSettings } from "../../simulation/faults.ts";
import { simulate } from "../../simulation/simulate.ts";
import { addTotals, writeTotals } from "../totals.ts";

/** The simulation of `npm test` at larger scale: worlds per setting, and starts per world. */
const seedCount = Number(process.env.SIMULATION_SEEDS ?? 100);
const startCount = Number(process.env.SIMULATION_STARTS ?? 200);

const nameOf = (setting: FaultSetting) => Object.keys(setting).join(" and ") || "no fault";

/** Declares a test for every second setting, so that two files run all settings in parallel. */
export function simulateHalf(part: string, half: 0 | 1): void {
  const settings = [...faultSettings, everyFault].filter((_, at) => at % 2 === half);
  const totals = { settings: settings.length, worlds: 0, runs: 0, accepted: 0, storeCalls: 0, violations: 0 };
  const injected: Record<string, number> = {};
  const outcomes: Record<string, number> = {};
  const begun = performance.now();

  afterAll(() => {
    const seconds = Math.round((performance.now() - begun) / 1000);
    writeTotals(`simulation, ${part}`, { seedCount, startCount, ...totals, outcomes, injected, seconds });
  });

  it.each(settings.map((setting) => ({ setting, named: nameOf(setting) })))(
    "keeps every guarantee with $named",
    {
      timeout: 24 * 3_600_000,
    },
    async ({ setting }) => {
      const calls = { runs: 0, starts: 0, requests: 0 };
      for (let seed = 1; seed <= seedCount; seed++) {
        const result = await simulate(seed, setting, startCount);
        totals.worlds += 1;
        totals.runs += result.runs;
        totals.accepted += result.accepted;
        totals.storeCalls += result.units.calls;
        totals.violations += result.violations.length;
        addTotals(calls, { ...result.simulated });
        addTotals(injected, result.injected);
        addTotals(outcomes, result.outcomes);

        // The setting, the seed and the number of starts reproduce the world event by event.
        expect({ seed, startCount, violations: result.violations }).toEqual({ seed, startCount, violations: [] });
      }
      expect(callBoundViolation(setting, calls)).toBeUndefined();
    },
  );
}
