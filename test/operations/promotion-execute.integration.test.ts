import { afterEach, expect, it } from "vitest";
import { filterIdAt } from "../../local/provider/graph/device-management.ts";
import { groupIdAt } from "../../local/provider/graph/groups.ts";
import { scope } from "./operation-world.ts";
import {
  captureSource,
  sourceFilter,
  sourceGroup,
  sourcePolicy,
  sourceTag,
  sourceTarget,
  syncSource,
} from "./promotion-source.ts";
import { codesOf, from, promotionWorld } from "./promotion-world.ts";
import { dieAfterCreation } from "./provider-gate.ts";
import { plannedInput } from "./recipes/planned.ts";
import { stopRestoreWorlds } from "./restore-world.ts";

afterEach(stopRestoreWorlds);

it("promotion creates a policy with the groups, filters and tags of the target", async () => {
  const held = await promotionWorld();
  const { target } = sourceTarget(1);
  const assignments = [
    {
      target: {
        ...target,
        deviceAndAppManagementAssignmentFilterId: sourceFilter,
        deviceAndAppManagementAssignmentFilterType: "include",
      },
    },
    sourceTarget(2),
  ];
  await syncSource(held, [sourcePolicy("p1", { assignments, roleScopeTagIds: ["0", sourceTag] })]);

  expect(await held.promote({ policyIds: ["p1"] })).toMatchObject({
    outcome: "succeeded",
    summaryCounts: { total: 1, succeeded: 1 },
  });

  const [policy, ...others] = await held.named("Lab p1");
  expect(others).toEqual([]);
  expect(policy).toMatchObject({ payloadName: "payload", roleScopeTagIds: ["0", "1"] });
  expect(policy?.id).not.toBe("p1");
  const text = JSON.stringify(policy?.assignments);
  for (const id of [groupIdAt(1), groupIdAt(2), filterIdAt(0)]) expect(text).toContain(id);
  for (const id of [sourceGroup(1), sourceGroup(2), sourceFilter]) expect(text).not.toContain(id);
  // Content and assignments are two requests; no group is created.
  expect(held.gate.writes.map((line) => line.split(" ")[0])).toEqual(["POST", "POST"]);
  expect(held.gate.writes.join("\n")).not.toContain("/groups");
});

it("a second promotion updates the policy that the first one created", async () => {
  const held = await promotionWorld();
  await syncSource(held, [sourcePolicy("p1", { assignments: [sourceTarget(1)] })]);
  await held.promote({ policyIds: ["p1"] });
  const [created] = await held.named("Lab p1");
  await syncSource(held, [sourcePolicy("p1", { payloadName: "second", assignments: [sourceTarget(2)] })]);

  expect(await held.promote({ policyIds: ["p1"] })).toMatchObject({ summaryCounts: { succeeded: 1 } });

  const [policy, ...others] = await held.named("Lab p1");
  expect(others).toEqual([]);
  expect(policy).toMatchObject({ id: created?.id, payloadName: "second" });
  expect(JSON.stringify(policy?.assignments)).toContain(groupIdAt(2));
  expect(JSON.stringify(policy?.assignments)).not.toContain(groupIdAt(1));
  // Nothing is left to promote.
  expect((await held.preview({ policyIds: ["p1"] })).items).toMatchObject([{ preview: { change: "unchanged" } }]);
});

it("promotion of changed assignments keeps the document that its preview is compared with", async () => {
  const held = await promotionWorld();
  await syncSource(held, [sourcePolicy("p1", { assignments: [sourceTarget(1)] })]);
  await held.promote({ policyIds: ["p1"] });
  await syncSource(held, [sourcePolicy("p1", { assignments: [sourceTarget(2)] })]);

  const { items } = await held.preview({ policyIds: ["p1"] });

  expect(items).toMatchObject([{ preview: { change: "update" } }]);
  const kept = await held.needs.policies.findPreviewed(scope, items[0]?.preview?.currentVersion ?? "");
  expect(kept).toContain('"displayName":"Lab p1"');
});

it("promotion proposes a policy of the same name and updates a chosen one", async () => {
  const held = await promotionWorld();
  const own = await held.atProvider(
    "POST",
    { collection: "deviceConfigurations", policyId: "" },
    {
      ...sourcePolicy("own", { payloadName: "of the target" }),
      displayName: "Lab p1",
    },
  );
  await syncSource(held, [sourcePolicy("p1")]);

  const { items } = await held.preview({ policyIds: ["p1"] });
  expect(items).toMatchObject([
    { preview: { change: "manual_required", reason: "restore.same_name_under_another_id", namesakeId: own?.id } },
  ]);

  const policyMap = { p1: own?.id };
  expect(await held.promote({ policyIds: ["p1"], policyMap })).toMatchObject({ summaryCounts: { succeeded: 1 } });
  expect(await held.named("Lab p1")).toMatchObject([{ id: own?.id, payloadName: "payload" }]);
  // From then on it is bound.
  await syncSource(held, [sourcePolicy("p1", { payloadName: "third" })]);
  expect(await held.promote({ policyIds: ["p1"] })).toMatchObject({ summaryCounts: { succeeded: 1 } });
  expect(await held.named("Lab p1")).toMatchObject([{ id: own?.id, payloadName: "third" }]);
});

it("promotion leaves a policy that has the source's id in the target", async () => {
  const held = await promotionWorld();
  const [, , own] = held.five;
  if (own === undefined) throw new Error("the world has too few policies");
  const before = await held.atProvider("GET", own);
  await syncSource(held, [sourcePolicy(own.policyId, { displayName: "Of the lab" })]);

  expect(await held.promote({ policyIds: [own.policyId] })).toMatchObject({ summaryCounts: { succeeded: 1 } });

  expect(await held.atProvider("GET", own)).toEqual(before);
  expect(await held.named("Of the lab")).toHaveLength(1);
});

it("promotion of a policy without assignments leaves those of the target", async () => {
  const held = await promotionWorld();
  await syncSource(held, [sourcePolicy("p1", { assignments: [sourceTarget(1)] })]);
  await held.promote({ policyIds: ["p1"] });
  await syncSource(held, [sourcePolicy("p1", { payloadName: "second" })]);

  await held.promote({ policyIds: ["p1"] });

  expect(held.gate.writes.filter((line) => line.includes("/assign"))).toEqual([]);
  const [policy] = await held.named("Lab p1");
  expect(policy).toMatchObject({ payloadName: "second" });
  expect(JSON.stringify(policy?.assignments)).toContain(groupIdAt(1));
});

it("promotion reaches all devices only when a person allows it", async () => {
  const held = await promotionWorld();
  const assignments = [{ target: { "@odata.type": "#microsoft.graph.allDevicesAssignmentTarget" } }];
  await syncSource(held, [sourcePolicy("p1", { assignments })]);

  expect((await held.preview({ policyIds: ["p1"] })).items).toMatchObject([
    { preview: { reason: "restore.broadens" } },
  ]);
  expect(await held.promote({ policyIds: ["p1"], allowBroaden: true })).toMatchObject({ outcome: "succeeded" });
});

it("promotion executes what its preview froze, whatever the source became", async () => {
  const held = await promotionWorld();
  await syncSource(held, [sourcePolicy("p1", { payloadName: "reviewed" })]);
  const input = await plannedInput(held, "promotion.execute", { ...from, policyIds: ["p1"] });
  await syncSource(held, [sourcePolicy("p1", { payloadName: "after the review" })]);

  expect(await held.perform("promotion.execute", { ...input })).toMatchObject({ outcome: "succeeded" });

  expect(await held.named("Lab p1")).toMatchObject([{ payloadName: "reviewed" }]);
});

it("an equal policy that appears after the preview is not created a second time", async () => {
  const held = await promotionWorld();
  await syncSource(held, [sourcePolicy("p1")]);
  const input = await plannedInput(held, "promotion.execute", { ...from, policyIds: ["p1"] });
  await held.atProvider(
    "POST",
    { collection: "deviceConfigurations", policyId: "" },
    sourcePolicy("own", { displayName: "Lab p1" }),
  );

  const result = await held.perform("promotion.execute", { ...input });

  expect(codesOf(result)).toEqual(["restore.changed_since_preview"]);
  expect(await held.named("Lab p1")).toHaveLength(1);
});

it("promotion leaves a policy deleted that it had created before it died", async () => {
  const held = await promotionWorld();
  await syncSource(held, [sourcePolicy("p1")]);
  const input = await plannedInput(held, "promotion.execute", { ...from, policyIds: ["p1"] });
  const run = await held.claimed("promotion.execute", { ...input });
  await dieAfterCreation(held, run);
  const [created] = await held.named("Lab p1");
  await held.atProvider("DELETE", { collection: "deviceConfigurations", policyId: String(created?.id) });

  const { result } = await held.attempt({ ...run, attempt: 2, handovers: 1 }, () => 1_000_000);

  expect(codesOf(result)).toEqual(["restore.changed_since_preview"]);
  expect(await held.named("Lab p1")).toEqual([]);
});

it("promotion fails an item whose assignments the provider does not take over", async () => {
  const held = await promotionWorld();
  await syncSource(held, [sourcePolicy("p1", { assignments: [sourceTarget(1)] })]);
  const input = await plannedInput(held, "promotion.execute", { ...from, policyIds: ["p1"] });
  held.gate.intercept((line) => (line.includes("/assign") ? { status: 200 } : "pass"));

  expect(await held.perform("promotion.execute", { ...input })).toMatchObject({
    outcome: "failed",
    failures: [{ code: "restore.not_taken_over" }],
  });
});

it("promotion of a baseline promotes what was captured", async () => {
  const held = await promotionWorld();
  await captureSource(held, "snapshot-1", [sourcePolicy("p1"), sourcePolicy("p2")]);

  const baselineSnapshotId = "snapshot-1";
  expect(await held.promote({ baselineSnapshotId })).toMatchObject({
    outcome: "succeeded",
    summaryCounts: { succeeded: 2 },
  });
  expect(await held.named("Lab p1")).toHaveLength(1);
});

it("promotion refuses what it cannot promote, by field", async () => {
  const held = await promotionWorld();
  await syncSource(held, [sourcePolicy("p1")]);
  const pathsOf = async (input: object) => {
    const prepared = await held.prepare("promotion.execute", { ...from, dryRun: true, ...input });
    return prepared.kind === "refuse" ? prepared.errors.map(({ path }) => path) : prepared.kind;
  };

  expect(await pathsOf({ policyIds: ["p1"] })).toBe("start");
  expect(await pathsOf({ policyIds: ["p1"], sourceEnvironmentId: scope.environmentId })).toEqual([
    "sourceEnvironmentId",
  ]);
  expect(await pathsOf({})).toEqual(["policyIds"]);
  expect(await pathsOf({ policyIds: ["p1", "unknown"] })).toEqual(["policyIds.1"]);
  expect(await pathsOf({ baselineSnapshotId: "unknown" })).toEqual(["baselineSnapshotId"]);
  const reviewed = await plannedInput(held, "promotion.execute", { ...from, policyIds: ["p1"] });
  expect(await pathsOf({ ...reviewed, dryRun: undefined, groupMap: {} })).toEqual(["groupMap"]);
});

it("promotion holds its documents until its record is purged", async () => {
  const held = await promotionWorld();
  await syncSource(held, [sourcePolicy("p1")]);
  const input = await plannedInput(held, "promotion.execute", { ...from, policyIds: ["p1"] });
  await held.perform("promotion.execute", { ...input });
  const restoreRunId = String(input.restoreRunId);
  const [item] = await held.needs.restoreRuns.listItems(scope, restoreRunId);
  const holders = () => held.needs.bodyHolds.holdersOf(scope, item?.contentHash ?? "");
  expect(await holders()).toEqual([`change-set:${restoreRunId}`]);

  await held.perform("restore_run.delete", { restoreRunId });
  await held.perform(
    "restore_run.force_delete",
    await plannedInput(held, "restore_run.force_delete", { restoreRunId }),
  );

  expect(await holders()).toEqual([]);
});
