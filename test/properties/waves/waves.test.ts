import { afterAll, describe, expect, it } from "vitest";
import { loadMutant } from "../../support/mutate.ts";
import { loadProduct } from "../../support/product.ts";
import { exploreWaves } from "./explore-waves.ts";
import { largeWaveConfigurations, waveConfigurations } from "./wave-configurations.ts";
import { waveMutants } from "./wave-mutants.ts";

const isLarge = process.env.INTERLEAVINGS === "large";
const statesMax = isLarge ? 5_000_000 : 200_000;
const configurations = [...waveConfigurations, ...(isLarge ? largeWaveConfigurations : [])];
const reached = new Set<string>();
let explored = 0;

describe("waves under every order of their calls", () => {
  it.each(configurations)("keep every invariant: $name", async (configuration) => {
    const result = await exploreWaves(await loadProduct(), configuration, statesMax);
    explored += 1;
    for (const end of result.reached) reached.add(end);

    expect(result.violation).toBeUndefined();
    expect(result.states).toBeGreaterThan(10);
  });

  afterAll(() => {
    if (explored < configurations.length) return;
    // A rule about an end that never occurs proves nothing.
    expect([...reached].toSorted()).toEqual(["aborted", "canary_failed", "whole"]);
  });
});

describe("waves with one clause removed", () => {
  it.each(waveMutants)("fail in their configuration: $name", async (mutant) => {
    const configuration = [...waveConfigurations, ...largeWaveConfigurations].find(
      ({ name }) => name === mutant.configuration,
    );
    if (configuration === undefined) throw new Error(`there is no configuration "${mutant.configuration}"`);

    const { violation } = await exploreWaves(await loadMutant(mutant), configuration, statesMax);

    expect(violation, "no schedule shows the hole").toBeDefined();
  });
});
