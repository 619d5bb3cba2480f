import { mkdirSync, writeFileSync } from "node:fs";
import { afterAll, expect, it } from "vitest";
import { addTotals } from "../faults/totals.ts";
import { simulateWave } from "./simulate-waves.ts";

/** WAVES sets another number. */
const waves = Number(process.env.WAVES ?? 150);
const sums: Record<string, number> = { waves: 0, violations: 0 };

it("a wave starts each target once and forgets none through crashes and races", async () => {
  for (let seed = 1; seed <= waves; seed++) {
    const { violations, totals } = await simulateWave(seed);
    addTotals(sums, { waves: 1, violations: violations.length, ...totals });

    expect({ seed, violations }).toEqual({ seed, violations: [] });
  }
  // A race that never occurs proves nothing.
  expect(Object.entries(sums).filter(([name, sum]) => name !== "violations" && sum === 0)).toEqual([]);
});

afterAll(() => {
  mkdirSync("reports", { recursive: true });
  writeFileSync("reports/waves.json", `${JSON.stringify(sums, null, 2)}\n`);
});
