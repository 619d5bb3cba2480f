import { mkdirSync, writeFileSync } from "node:fs";
import { afterAll, expect, it } from "vitest";
import { simulate } from "../simulation/simulate.ts";
import { loadMutant, type TextMutant } from "../support/mutate.ts";
import { drill } from "./drill.ts";
import { plans } from "./plans.ts";

/** Mutants of today's code that only a world with an older release notices. Each must be noticed within this many seeds. */
const seedMax = 10;
const startCount = 30;

interface Mutant extends TextMutant {
  readonly noticedAs: string;
  /** Its place among the plans. */
  readonly plan: number;
}

const mutants: readonly Mutant[] = [
  {
    name: "a claim requires an attribute that release 0.1 does not write",
    file: "shared/ledger/conditions.ts",
    from: "`attribute_exists(pk) AND ",
    to: "`attribute_exists(pk) AND attribute_exists(gen) AND ",
    noticedAs: "was lost with nothing going wrong",
    plan: 1,
  },
  {
    name: "a lock of release 0.1 is never replaced",
    file: "shared/ledger/line-locks.ts",
    from: '        "#runId = :from",',
    to: '        "#runId = :from AND attribute_exists(#epoch)",',
    noticedAs: "too many concurrent starts",
    plan: 2,
  },
];

const killed: Record<string, { readonly seed: number; readonly invariant: string }> = {};

afterAll(() => {
  mkdirSync("reports", { recursive: true });
  writeFileSync("reports/mutants-upgrade.json", `${JSON.stringify(killed, null, 2)}\n`);
});

it.each(mutants)("the drill detects that $name", async ({ noticedAs, plan, ...mutant }) => {
  const product = await loadMutant(mutant);
  const played = plans[plan];
  if (played === undefined) throw new Error(`there is no plan ${plan}`);
  for (let seed = 1; seed <= seedMax && killed[mutant.name] === undefined; seed++) {
    const { violations } = await drill(seed, {}, played, startCount, { product });
    const first = violations.find(({ detail }) => detail.includes(noticedAs));
    if (first === undefined) continue;
    killed[mutant.name] = { seed, invariant: first.invariant };
    // The same world with today's release alone keeps every guarantee.
    expect((await simulate(seed, {}, startCount, { product })).violations).toEqual([]);
  }

  expect(killed[mutant.name]).toBeDefined();
});
