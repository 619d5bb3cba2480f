import { describe, expect, it, type TestContext } from "vitest";
import { createBaselineProfiles } from "../../../shared/records/baseline-profiles.ts";
import { createPolicies } from "../../../shared/records/policies.ts";
import { exportedPolicies } from "../../support/exported-policies.ts";
import { scope } from "../operation-world.ts";
import { addProfile, baselineWorld, lineOf, openOf, profileId } from "./baseline-world.ts";
import { allOthers, edited, edits } from "./seeded-edits.ts";
import { reordered, seededPolicies, withFullMetadata, withNewDefault } from "./seeded-policies.ts";

const sources = [
  { source: "seeded policies", open: () => baselineWorld(seededPolicies()) },
  {
    source: "87 exported policies",
    open: (context: TestContext) => baselineWorld({ dataDir: exportedPolicies(context) }),
  },
];

describe.each(sources)("a baseline of $source", ({ open }) => {
  it("has no findings in an unchanged environment, however it is exported", async (context) => {
    const world = await open(context);
    await world.sync();
    expect(await world.capture()).toMatchObject({ outcome: "succeeded" });
    const unchanged = await world.compare();
    expect(unchanged.result).toMatchObject({ outcome: "succeeded" });
    expect(unchanged.comparison?.matched).toBe(unchanged.comparison?.total);
    expect(unchanged.findings.map(lineOf)).toEqual([]);

    for (const edit of [reordered, withFullMetadata]) {
      await world.change(edit);
      expect((await world.compare()).findings.map(lineOf), edit.name).toEqual([]);
    }
    await world.change(withNewDefault);
    const { findings, comparison } = await world.compare();
    expect(findings.map(lineOf)).toEqual([]);
    expect(comparison?.schemaChanged.length).toBeGreaterThanOrEqual(2);
  });
});

it("ten edits of ten kinds are exactly ten findings with their paths", async () => {
  const world = await baselineWorld(seededPolicies());
  await world.sync();
  await world.capture();

  for (const { edit } of edits) await world.change(edit);
  const { findings, result, comparison } = await world.compare();

  expect(openOf(findings).map(lineOf).toSorted()).toEqual(edits.map(({ finding }) => finding).toSorted());
  expect(result).toMatchObject({ outcome: "succeeded", summaryCounts: { findings: 10 } });
  expect(comparison).toMatchObject({ total: 36, matched: 35, missing: 1, unreadable: 0, ambiguous: 0 });
  expect(JSON.stringify(findings)).not.toContain("correct-horse");

  // Equal work again makes no other findings.
  const again = await world.compare();
  expect(again.findings.map(lineOf)).toEqual(findings.map(lineOf));
  expect(again.findings.map(({ firstSeenAt }) => firstSeenAt)).toEqual(findings.map(({ firstSeenAt }) => firstSeenAt));
});

it("a finding is resolved when its policy is as captured again", async () => {
  const world = await baselineWorld(seededPolicies());
  await world.sync();
  await world.capture();
  const before = await world.policies();
  await world.change((held) => edited(held, "Custom 1", (policy) => ({ ...policy, description: "Changed" })));
  expect(openOf((await world.compare()).findings)).toHaveLength(1);

  await world.change(() => before);

  const { findings, comparison } = await world.compare();
  expect(findings.map(({ status }) => status)).toEqual(["resolved"]);
  expect(comparison).toMatchObject({ findings: 0, resolved: 1 });
});

it("a comparison is blocked when nothing of the baseline is found", async () => {
  const world = await baselineWorld(seededPolicies());
  await world.sync();
  await world.capture();
  await world.change(allOthers);

  const { result, findings } = await world.compare();

  expect(result).toMatchObject({ outcome: "blocked", reasonCode: "baseline.nothing_matched" });
  expect(findings).toEqual([]);
});

it("a capture of an unchanged environment keeps its baseline", async () => {
  const world = await baselineWorld(seededPolicies(3));
  await world.sync();
  const first = await world.capture();

  const second = await world.capture();

  expect(second).toMatchObject({ outcome: "succeeded", related: first.related, summaryCounts: { unchanged: 9 } });
  expect(await world.needs.baselineProfiles.find(scope, profileId)).toMatchObject({
    active: { id: first.related?.id },
  });
});

it("a capture stores no baseline when a selected policy is not synced", async () => {
  const world = await baselineWorld(seededPolicies(3));
  await world.sync();
  const [first] = (await createPolicies(world).readCurrent(scope)).policies;
  const id = "partly-synced";
  await addProfile(world, { id, selection: [first?.policyId ?? "", "not-synced"] });

  const result = await world.perform("baseline.capture", { baselineProfileId: id });

  expect(result).toMatchObject({ outcome: "failed", reasonCode: "baseline.no_policies" });
  expect(result).toMatchObject({ failures: [{ about: { id: "not-synced" } }] });
  expect((await createBaselineProfiles(world).find(scope, id))?.active).toBeUndefined();
});

it.each([
  { cause: "nothing was synced", reasonCode: "baseline.source_incomplete", seconds: 0, isSynced: false },
  { cause: "the sync is older than a day", reasonCode: "baseline.source_stale", seconds: 86_401, isSynced: true },
])("a capture is blocked when $cause", async ({ reasonCode, seconds, isSynced }) => {
  const world = await baselineWorld(seededPolicies(2));
  if (isSynced) await world.sync();
  world.clock.advance(seconds);

  expect(await world.capture()).toMatchObject({ outcome: "blocked", reasonCode });
});
