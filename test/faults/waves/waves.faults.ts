import { expect, it } from "vitest";
import { simulateWave } from "../../waves/simulate-waves.ts";
import { addTotals, writeTotals } from "../totals.ts";

/** WAVES sets another number. The seeds differ from those of `npm test`. */
const waves = Number(process.env.WAVES ?? 2000);
const firstSeed = 1_000_001;

it(`${waves} waves keep their promises through crashes and races`, { timeout: 1_800_000 }, async () => {
  const began = performance.now();
  const sums: Record<string, number> = {};
  const wrong: { seed: number; violations: readonly string[] }[] = [];
  for (let seed = firstSeed; seed < firstSeed + waves; seed++) {
    const { violations, totals } = await simulateWave(seed);
    addTotals(sums, { waves: 1, ...totals });
    if (violations.length > 0) wrong.push({ seed, violations });
  }
  const seconds = Math.round((performance.now() - began) / 1000);
  writeTotals("waves", { ...sums, violations: wrong.length, seconds });

  expect(wrong).toEqual([]);
});
