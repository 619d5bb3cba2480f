import { afterAll, describe, expect, it } from "vitest";
import { loadMutant } from "../../support/mutate.ts";
import { loadProduct } from "../../support/product.ts";
import { approvalConfigurations } from "./approval-configurations.ts";
import { approvalMutants } from "./approval-mutants.ts";
import { exploreApprovals } from "./explore-approvals.ts";

const reached = new Set<string>();
let explored = 0;

describe("approvals under every order of their steps", () => {
  it.each(approvalConfigurations)("keep every invariant: $name", async (configuration) => {
    const result = await exploreApprovals(await loadProduct(), configuration);
    explored += 1;
    for (const event of result.reached) reached.add(event);

    expect(result.violation).toBeUndefined();
    expect(result.states).toBeGreaterThan(10);
  });

  afterAll(() => {
    if (explored < approvalConfigurations.length) return;
    // A rule about an event that never occurs proves nothing.
    expect([...reached]).toEqual(
      expect.arrayContaining([
        "succeeded ",
        "blocked plan.world_moved",
        "blocked plan.not_approved",
        "blocked plan.approval_lapsed",
        "carol refuses true",
        "carol refuses false",
        "alice approves false",
        "alice-admin approves false",
        "request false",
      ]),
    );
  });
});

describe("approvals with one clause removed", () => {
  it.each(approvalMutants)("fail in their configuration: $name", async (mutant) => {
    const configuration = approvalConfigurations.find(({ name }) => name === mutant.configuration);
    if (configuration === undefined) throw new Error(`there is no configuration "${mutant.configuration}"`);

    const { violation } = await exploreApprovals(await loadMutant(mutant), configuration);

    expect(violation, "no schedule shows the hole").toBeDefined();
  });
});
