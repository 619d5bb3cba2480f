import { mkdirSync, writeFileSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { loadMutant } from "../../support/mutate.ts";
import { configurations } from "./configurations.ts";
import { explore, replay, type Violation } from "./explore.ts";
import { mutants } from "./mutants.ts";

const killed: ({ mutant: string; file: string; configuration: string } & Violation)[] = [];

describe("the protocol with one clause removed", () => {
  it.each(mutants)("fails in its configuration: $name", async (mutant) => {
    const configuration = configurations.find(({ name }) => name === mutant.configuration);
    if (configuration === undefined) throw new Error(`there is no configuration "${mutant.configuration}"`);
    const product = await loadMutant(mutant);

    const { violations } = await explore(product, configuration, { statesMax: 400_000, until: "first violation" });
    const [violation] = violations;
    expect(violation, "no schedule shows the hole").toBeDefined();
    if (violation === undefined) return;
    killed.push({ mutant: mutant.name, file: mutant.file, configuration: configuration.name, ...violation });
    // The schedule alone reproduces the violation.
    expect(await replay(product, configuration, violation.schedule)).toContain(violation.fault);
  });
});

afterAll(() => {
  mkdirSync("reports", { recursive: true });
  const byName = [...killed].sort((a, b) => (a.mutant < b.mutant ? -1 : 1));
  const totals = { mutants: mutants.length, killed: killed.length };
  writeFileSync("reports/mutants.json", `${JSON.stringify({ totals, killed: byName }, undefined, 2)}\n`);
});
