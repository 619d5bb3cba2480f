import { afterAll, expect, it } from "vitest";
import { callBoundViolation } from "../../simulation/call-bound.ts";
import { everyFault, type FaultSetting, faultSettings } from "../../simulation/faults.ts";
import { simulate } from "../../simulation/simulate.ts";
import { playOf, type Size, sizesFrom } from "../../simulation/sizes.ts";
import { addTotals, writeTotals } from "../totals.ts";

/** The worlds of `npm test`, and others with more real operations among fewer simulated runs. */
const sizes = sizesFrom([
  { seedCount: 50, startCount: 366, realStartCount: 22 },
  { seedCount: 50, startCount: 200 },
]);

const nameOf = (setting: FaultSetting) => Object.keys(setting).join(" and ") || "no fault";

/** Declares a test for every second setting, so that two files run all settings in parallel. */
export function simulateHalf(part: string, half: 0 | 1): void {
  const settings = [...faultSettings, everyFault].filter((_, at) => at % 2 === half);
  const totals = {
    ...{ settings: settings.length, worlds: 0, runs: 0, accepted: 0, storeCalls: 0, violations: 0 },
    virtualHours: 0,
    processorSeconds: 0,
  };
  const injected: Record<string, number> = {};
  const outcomes: Record<string, number> = {};
  const begun = performance.now();

  afterAll(() => {
    const seconds = Math.round((performance.now() - begun) / 1000);
    writeTotals(`simulation, ${part}`, { sizes, ...totals, outcomes, injected, seconds });
  });

  async function simulateSize(setting: FaultSetting, one: Size): Promise<void> {
    const calls = { runs: 0, starts: 0, requests: 0 };
    for (let seed = 1; seed <= one.seedCount; seed++) {
      const processor = process.threadCpuUsage();
      const result = await simulate(seed, setting, one.startCount, {}, playOf(one));
      const { user, system } = process.threadCpuUsage(processor);
      totals.worlds += 1;
      totals.runs += result.runs;
      totals.accepted += result.accepted;
      totals.storeCalls += result.units.calls;
      totals.violations += result.violations.length;
      totals.virtualHours += result.seconds / 3600;
      totals.processorSeconds += (user + system) / 1e6;
      addTotals(calls, { ...result.simulated });
      addTotals(injected, result.injected);
      addTotals(outcomes, result.outcomes);

      // The setting, the seed and the numbers of starts reproduce the world event by event.
      expect({ seed, ...one, violations: result.violations }).toEqual({ seed, ...one, violations: [] });
    }
    expect(callBoundViolation(setting, calls)).toBeUndefined();
  }

  it.each(settings.map((setting) => ({ setting, named: nameOf(setting) })))(
    "keeps every guarantee with $named",
    { timeout: 24 * 3_600_000 },
    async ({ setting }) => {
      for (const one of sizes) await simulateSize(setting, one);
    },
  );
}
