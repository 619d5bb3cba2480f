import { afterAll, expect, it } from "vitest";
import { drill } from "../../upgrade/drill.ts";
import { createDrillTotals } from "../../upgrade/drill-totals.ts";
import { plans } from "../../upgrade/plans.ts";
import { drillSettings } from "../../upgrade/settings.ts";
import { writeTotals } from "../totals.ts";

/** The upgrade drill of `npm test` at larger scale: worlds per plan and setting, and starts per world. */
const seedCount = Number(process.env.UPGRADE_SEEDS ?? 50);
const startCount = Number(process.env.UPGRADE_STARTS ?? 120);

const sums = createDrillTotals();
const begun = performance.now();

afterAll(() => {
  const seconds = Math.round((performance.now() - begun) / 1000);
  writeTotals("upgrade drill", { seedCount, startCount, ...sums.all(), seconds });
});

it.each(plans)("both releases keep every guarantee during $named", { timeout: 24 * 3_600_000 }, async (plan) => {
  for (const setting of drillSettings) {
    for (let seed = 1; seed <= seedCount; seed++) {
      const report = await drill(seed, setting, plan, startCount);
      sums.add(report);
      expect({ setting, seed, violations: report.violations }).toEqual({ setting, seed, violations: [] });
    }
  }
});
