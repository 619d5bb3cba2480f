import { afterAll, expect, inject, it, onTestFinished, vi } from "vitest";
import { type FaultKind, type FaultSetting, settingOf } from "../../simulation/faults.ts";
import { playWorld } from "../../simulation/simulate.ts";
import { skipIfMissing } from "../../support/skip-if-missing.ts";
import { addTotals, writeTotals } from "../totals.ts";
import { createEmulatorWorld } from "./emulator-world.ts";
import { settleServers } from "./settle.ts";

const seedCount = Number(process.env.FAULTS_SEEDS ?? 20);
const startCount = Number(process.env.FAULTS_STARTS ?? 50);

/** The fault kinds that SDK middleware and the simulated platform can inject into requests, messages and programs. */
export const kindsOf = {
  requests: ["store_throttle", "store_error_before", "store_ambiguous", "store_slow", "batch_unprocessed"],
  messages: ["send_fails", "send_ambiguous", "duplicate_delivery", "delayed_delivery", "delete_lost"],
  programs: ["crash_after_put", "crash_before_claim", "crash_after_side_effect"],
} as const satisfies Record<string, readonly FaultKind[]>;

/** Declares one test per fault kind, which checks the invariants of every seeded world. */
export function playEachOverHttp(part: keyof typeof kindsOf): void {
  playSettingsOverHttp(
    part,
    kindsOf[part].map((kind) => ({ named: kind, setting: settingOf(kind) })),
  );
}

export function playSettingsOverHttp(
  part: string,
  settings: readonly { readonly named: string; readonly setting: FaultSetting }[],
): void {
  const totals = { settings: settings.length, worlds: 0, runs: 0, accepted: 0, storeCalls: 0, sends: 0 };
  const sums = { writeUnits: 0, violations: 0 };
  const injected: Record<string, number> = {};
  const outcomes: Record<string, number> = {};
  const begun = performance.now();

  afterAll(() => {
    const seconds = Math.round((performance.now() - begun) / 1000);
    writeTotals(`emulator, ${part}`, { seedCount, startCount, ...totals, ...sums, outcomes, injected, seconds });
  });

  it.each(settings)("keeps every guarantee over HTTP with $named", { timeout: 3_600_000 }, async ({ setting }) => {
    const happened: Record<string, number> = {};
    for (let seed = 1; seed <= seedCount; seed++) {
      const { result, violations, sends, writeUnits } = await playOverHttp(setting, seed, startCount);
      totals.worlds += 1;
      totals.runs += result.runs;
      totals.accepted += result.accepted;
      totals.storeCalls += result.units.calls;
      totals.sends += sends;
      sums.writeUnits += writeUnits;
      sums.violations += violations.length;
      addTotals(happened, result.injected);
      addTotals(outcomes, result.outcomes);

      // The setting, the seed and the number of starts reproduce the world.
      expect({ seed, startCount, violations }).toEqual({ seed, startCount, violations: [] });
    }
    addTotals(injected, happened);
    // A fault that was never injected proves nothing.
    expect(Object.keys(happened).sort()).toEqual(Object.keys(setting).sort());
  });
}

/** Runs one world over HTTP from the first start until it is idle, and returns its invariant violations. */
export async function playOverHttp(setting: FaultSetting, seed: number, starts: number) {
  const { endpoint } = skipIfMissing(inject("dynamodb"));
  vi.useFakeTimers({ toFake: ["Date"] });
  onTestFinished(() => void vi.useRealTimers());
  const emulator = await createEmulatorWorld(endpoint, seed, setting);
  const result = await playWorld(emulator.world, starts);
  const violations = [...result.violations, ...(await settleServers(endpoint, emulator, result.runs))];
  await emulator.stop();
  return {
    result,
    violations,
    sends: [...emulator.sends.values()].reduce((sum, one) => sum + one, 0),
    writeUnits: emulator.followed.units.write,
  };
}
