import { describe, expect, it, type TestContext } from "vitest";
import { createBaselineProfiles } from "../../../shared/records/baseline-profiles.ts";
import { createPolicies } from "../../../shared/records/policies.ts";
import { exportedPolicies } from "../../support/exported-policies.ts";
import { scope } from "../operation-world.ts";
import { addProfile, baselineWorld, lineOf, openOf, profileId } from "./baseline-world.ts";
import { type PolicyWorld, reordered, seededPolicies, withFullMetadata, withNewDefault } from "./seeded-policies.ts";

type Json = Record<string, unknown>;

const sources = [
  { source: "seeded policies", open: () => baselineWorld(seededPolicies()) },
  {
    source: "87 exported policies",
    open: (context: TestContext) => baselineWorld({ dataDir: exportedPolicies(context) }),
  },
];

function edited(
  world: PolicyWorld,
  collection: string,
  at: number,
  edit: (policy: Json) => Json | undefined,
): PolicyWorld {
  const policies = (world[collection] ?? []).flatMap((policy, index) => {
    const next = index === at ? edit(policy) : policy;
    return next === undefined ? [] : [next];
  });
  return { ...world, [collection]: policies };
}

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

/** One edit of each kind, and how the finding names it. */
const edits: readonly { readonly edit: (world: PolicyWorld) => PolicyWorld; readonly finding: string }[] = [
  {
    edit: (world) =>
      edited(world, "configurationPolicies", 0, (policy) =>
        withText(
          policy,
          '"ring_1","simpleSettingValue":{"@odata.type":"#microsoft.graph.deviceManagementConfigurationIntegerSettingValue","value":1}',
          (text) => text.replace(/1}$/, "9}"),
        ),
      ),
    finding: "changed | Catalog 1 | settings/ring_1/value",
  },
  {
    edit: (world) =>
      edited(world, "configurationPolicies", 1, (policy) => withText(policy, '"Scanner"', () => '"Plotter"')),
    finding: "changed | Catalog 2 | settings/firewall_rules/#1/children/rule_name/value",
  },
  {
    edit: (world) =>
      edited(world, "configurationPolicies", 2, (policy) => withText(policy, '"value":8}', () => '"value":"8"}')),
    finding: "changed | Catalog 3 | settings/lock_3/children/lock_minutes/value",
  },
  { edit: (world) => edited(world, "deviceCompliancePolicies", 0, () => undefined), finding: "missing | Compliance 1" },
  {
    edit: (world) => edited(world, "deviceCompliancePolicies", 1, (policy) => ({ ...policy, id: "recreated-2" })),
    finding: "recreated | Compliance 3",
  },
  {
    edit: (world) =>
      edited(world, "configurationPolicies", 3, (policy) => ({
        ...policy,
        assignments: listOf(policy.assignments).slice(0, 1),
      })),
    finding: "removed | Catalog 4 | assignments/groupAssignmentTarget:00000009-0000-4000-8000-000000000054",
  },
  {
    edit: (world) =>
      edited(world, "configurationPolicies", 4, (policy) =>
        withText(policy, "00000008-0000-4000-8000-000000000001", () => "00000008-0000-4000-8000-000000000002"),
      ),
    finding: "changed | Catalog 5 | assignments/groupAssignmentTarget:00000009-0000-4000-8000-000000000055",
  },
  {
    edit: (world) => edited(world, "deviceConfigurations", 0, (policy) => ({ ...policy, roleScopeTagIds: ["0", "7"] })),
    finding: "changed | Custom 1 | roleScopeTagIds",
  },
  {
    edit: (world) =>
      edited(world, "deviceConfigurations", 1, (policy) => ({ ...policy, description: "Changed by hand" })),
    finding: "added | Custom 2 | description",
  },
  {
    edit: (world) =>
      edited(world, "deviceConfigurations", 2, (policy) => ({ ...policy, preSharedKey: "correct-horse-7731" })),
    finding: "added | Custom 3 | preSharedKey",
  },
];

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** Edits a policy's JSON text at one place, which must exist. */
function withText(policy: Json, at: string, change: (text: string) => string): Json {
  const text = JSON.stringify(policy);
  if (!text.includes(at)) throw new Error(`${String(policy.id)} does not contain ${at}`);
  return JSON.parse(text.replace(at, change(at)));
}

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
  await world.change((held) =>
    edited(held, "deviceConfigurations", 0, (policy) => ({ ...policy, description: "Changed" })),
  );
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
  await world.change((held) =>
    Object.fromEntries(
      Object.entries(held).map(([collection, policies]) => [
        collection,
        policies.map((policy, at) => ({
          ...policy,
          id: `other-${at}`,
          displayName: `Other ${at}`,
          name: `Other ${at}`,
        })),
      ]),
    ),
  );

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
