import { mkdirSync, writeFileSync } from "node:fs";
import { afterAll, expect, it } from "vitest";
import { loadMutant } from "../support/mutate.ts";
import { loadProduct } from "../support/product.ts";
import { everyFault, settingOf } from "./faults.ts";
import { mutants } from "./mutants.ts";
import { simulate } from "./simulate.ts";

/** A mutant that survives this many seeds is undetected. */
const seedMax = 200;
const startCountUsual = 25;
/** Seeds alternate between these settings unless a mutant names its own: some mutants show only without faults. */
const settings = [
  settingOf(
    "conditional_race",
    "duplicate_delivery",
    "visibility_expiry",
    "store_ambiguous",
    "crash_after_put",
    "clock_skew",
  ),
  {},
  settingOf("ttl_lag", "conditional_race"),
  everyFault,
];

const killed: Record<string, { seed: number; invariant: string }> = {};

afterAll(() => {
  mkdirSync("reports", { recursive: true });
  writeFileSync("reports/mutants-simulation.json", `${JSON.stringify(killed, null, 2)}\n`);
});

it.each(mutants)("simulation detects the mutant that $named", async (mutant) => {
  const { named, change, text, detectedAs = "", startCount = startCountUsual, firstSeed = 1, realStartCount } = mutant;
  const play = realStartCount === undefined ? {} : { realStartCount };
  const product = await (text === undefined ? loadProduct() : loadMutant({ name: named, ...text }));
  for (let tried = 0; tried < seedMax && killed[named] === undefined; tried++) {
    const seed = ((firstSeed - 1 + tried) % seedMax) + 1;
    const setting = mutant.setting ?? settings[seed % settings.length] ?? {};
    const { violations } = await simulate(seed, setting, startCount, { product, ...(change && { change }) }, play);
    const first = violations.find(
      ({ invariant, detail }) => invariant === (mutant.invariant ?? invariant) && detail.includes(detectedAs),
    );
    if (first !== undefined) killed[named] = { seed, invariant: first.invariant };
  }

  expect(killed[named]).toBeDefined();
});
