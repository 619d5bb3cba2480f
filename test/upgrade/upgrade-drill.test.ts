import { mkdirSync, writeFileSync } from "node:fs";
import { afterAll, expect, it } from "vitest";
import { drill } from "./drill.ts";
import { createDrillTotals } from "./drill-totals.ts";
import { plans } from "./plans.ts";
import { drillSettings, seedCount, startCount } from "./settings.ts";

const sums = createDrillTotals();

afterAll(() => {
  mkdirSync("reports", { recursive: true });
  writeFileSync("reports/upgrade.json", `${JSON.stringify({ seedCount, startCount, ...sums.all() }, null, 2)}\n`);
});

it.each(plans)("both releases keep every guarantee during $named", { timeout: 3_600_000 }, async (plan) => {
  const invoked = new Set<string>();
  for (const setting of drillSettings) {
    for (let seed = 1; seed <= seedCount; seed++) {
      const report = await drill(seed, setting, plan, startCount);
      sums.add(report);
      for (const name of Object.keys(report.traces.invocations)) invoked.add(name);
      // The plan, the setting, the seed and the number of starts reproduce the world event by event.
      expect({ setting, seed, violations: report.violations }).toEqual({ setting, seed, violations: [] });
    }
  }
  // A plan under which a release does nothing proves nothing.
  for (const role of plan.shared)
    expect([...invoked]).toEqual(expect.arrayContaining([`0.1 ${role}`, `today ${role}`]));
});
