import { afterEach, expect, it } from "vitest";
import { groupIdAt } from "../../local/provider/graph/groups.ts";
import type { WorkResult } from "../../shared/operations/define-operation.ts";
import { createRecordReader } from "../../shared/records/record-reader.ts";
import { allDevicesTarget, excludedGroupTarget, filtered, groupTarget } from "./assigned-targets.ts";
import { addProfile, profileId } from "./baselines/baseline-world.ts";
import { scope } from "./operation-world.ts";
import { plannedInput } from "./recipes/planned.ts";
import { restoreWorld, stopRestoreWorlds } from "./restore-world.ts";

afterEach(stopRestoreWorlds);

const codesOf = (result: WorkResult) =>
  result.kind === "ended" ? (result.failures ?? []).map(({ code }) => code) : [];

/** Five policies, two of them assigned, synced and backed up with their assignments. */
async function world() {
  const held = await restoreWorld();
  const [one, other] = held.five;
  if (one === undefined || other === undefined) throw new Error("the world has too few policies");
  for (const place of held.five) await held.assign(place, []);
  await held.assign(one, [filtered(groupTarget(1)), excludedGroupTarget(2)]);
  await held.assign(other, [groupTarget(3), allDevicesTarget]);
  await held.perform("policy.sync");
  const policyIds = held.five.map(({ policyId }) => policyId);
  const taken = await held.perform("backup_set.update", { policyIds });
  const backupSetId = taken.kind === "ended" ? (taken.related?.id ?? "") : "";
  const carryOut = async (type: string, input: object) =>
    held.perform(type, await plannedInput(held, type, { ...input }));
  const records = createRecordReader(held);
  const fetched = (id: string) => records.get(scope, "policy-assignments", id);
  return { ...held, one, other, policyIds, backupSetId, carryOut, fetched };
}

it("a wiped environment is restored with its assignments and equals its baseline", async () => {
  const held = await world();
  const { five, atProvider, carryOut, backupSetId, perform } = held;
  await addProfile(held);
  await perform("baseline.capture", { baselineProfileId: profileId });
  for (const place of five) await atProvider("DELETE", place);

  expect(await carryOut("restore.execute", { backupSetId })).toMatchObject({
    outcome: "succeeded",
    summaryCounts: { succeeded: 5 },
  });
  expect(await carryOut("assignments.restore", { backupSetId, allowBroaden: true })).toMatchObject({
    outcome: "succeeded",
    summaryCounts: { succeeded: 2, skipped: 3 },
  });

  await perform("policy.sync");
  expect(await perform("baseline.compare", { baselineProfileId: profileId })).toMatchObject({
    outcome: "succeeded",
    summaryCounts: { findings: 0 },
  });
});

it("assignments.restore leaves a set with a missing group to a person", async () => {
  const held = await world();
  const { one, other, assign, directory, carryOut, backupSetId, gate } = held;
  for (const place of [one, other]) await assign(place, [groupTarget(9)]);
  await directory({ removeGroups: [groupIdAt(1)] });
  gate.writes.length = 0;

  const result = await carryOut("assignments.restore", { backupSetId, allowBroaden: true });

  expect(result).toMatchObject({ outcome: "partially_succeeded", summaryCounts: { succeeded: 1, blocked: 1 } });
  expect(codesOf(result)).toContain("restore.group_missing");
  expect(gate.writes).toEqual([`POST /beta/deviceManagement/${other.collection}/${other.policyId}/assign`]);
  const id = result.kind === "ended" ? (result.related?.id ?? "") : "";
  const items = await held.needs.restoreRuns.listItems(scope, id);
  expect(items.find(({ itemId }) => itemId === one.policyId)?.preview).toMatchObject({
    change: "manual_required",
    missing: [groupIdAt(1)],
  });
});

it("assignments.restore assigns the group that takes the place of a missing one", async () => {
  const { one, assign, directory, carryOut, backupSetId, perform, fetched } = await world();
  await assign(one, []);
  await directory({ removeGroups: [groupIdAt(1)] });
  const groupMap = { [groupIdAt(1)]: groupIdAt(7) };

  expect(await carryOut("assignments.restore", { backupSetId, groupMap })).toMatchObject({ outcome: "succeeded" });

  await perform("assignments.fetch", { policyIds: [one.policyId] });
  expect(JSON.stringify(await fetched(one.policyId))).toContain(groupIdAt(7));
});

it("assignments.restore removes no assignments for a backup that holds none", async () => {
  const { five, assign, carryOut, backupSetId, gate, one } = await world();
  const [, , unassigned] = five;
  if (unassigned === undefined) throw new Error("the world has too few policies");
  for (const place of [one, unassigned]) await assign(place, [groupTarget(9)]);
  gate.writes.length = 0;

  const result = await carryOut("assignments.restore", { backupSetId });

  expect(result).toMatchObject({ outcome: "partially_succeeded", summaryCounts: { succeeded: 1, blocked: 1 } });
  expect(codesOf(result)).toContain("restore.targets_not_held");
  expect(gate.writes).toEqual([`POST /beta/deviceManagement/${one.collection}/${one.policyId}/assign`]);
});

it("assignments.restore reaches all devices only when a person allows it", async () => {
  const { other, assign, carryOut, backupSetId } = await world();
  await assign(other, [groupTarget(3)]);

  const refused = await carryOut("assignments.restore", { backupSetId, policyIds: [other.policyId] }).catch(String);
  expect(String(refused)).toContain("The plan changes nothing");
  expect(await carryOut("assignments.restore", { backupSetId, allowBroaden: true })).toMatchObject({
    outcome: "succeeded",
    summaryCounts: { succeeded: 1 },
  });
});

it("a preview of assignments counts whom its changes concern", async () => {
  const { one, assign, perform, backupSetId, needs } = await world();
  await assign(one, [groupTarget(9)]);

  const made = await perform("assignments.restore", { backupSetId, dryRun: true });

  const id = made.kind === "ended" ? (made.related?.id ?? "") : "";
  expect(await needs.restoreRuns.find(scope, id)).toMatchObject({
    action: "assign",
    status: "previewed",
    preview: { update: 1 },
    reach: { groups: 3, uncounted: 0, broadens: [], members: expect.any(Number) },
  });
});

it("policy.restore creates a deleted policy again without assignments", async () => {
  const { one, atProvider, carryOut, perform, needs, fetched } = await world();
  const policyIds = [one.policyId];

  expect(await carryOut("policy.delete", { policyIds })).toMatchObject({
    outcome: "succeeded",
    summaryCounts: { total: 1, succeeded: 1 },
  });
  expect(await atProvider("GET", one)).toBeUndefined();

  expect(await perform("policy.restore", { policyIds })).toMatchObject({ outcome: "succeeded" });
  const place = { collection: one.collection, id: one.policyId };
  const bound = await needs.bindings.findLatest(scope, "connection-1", place);
  expect(bound).not.toBeUndefined();
  await perform("policy.sync");
  await perform("assignments.fetch", { policyIds: [bound ?? ""] });
  expect(await fetched(bound ?? "")).toMatchObject({ content: { targets: [] } });
  // A second start takes what exists.
  expect(await perform("policy.restore", { policyIds })).toMatchObject({ summaryCounts: { skipped: 1 } });
});

it("the version of a deleted policy is held", async () => {
  const { one, carryOut, needs } = await world();
  const deleted = await carryOut("policy.delete", { policyIds: [one.policyId] });

  const id = deleted.kind === "ended" ? (deleted.related?.id ?? "") : "";
  const [item] = await needs.restoreRuns.listItems(scope, id);
  expect(await needs.bodyHolds.holdersOf(scope, item?.contentHash ?? "")).toContain(`change-set:${id}`);
});

it("policy.delete deletes no policy whose stored version is purged", async () => {
  const held = await world();
  const { one, needs, atProvider, perform, gate } = held;
  const policyIds = [one.policyId];
  const input = await plannedInput(held, "policy.delete", { policyIds });
  const stored = await needs.policies.find(scope, one.policyId);
  const hash = stored?.contentHash ?? "";
  await needs.versionArchive.beginPurge(scope, hash, "purge");
  await needs.versionArchive.endPurge(scope, hash, "purge");
  gate.writes.length = 0;

  expect(codesOf(await perform("policy.delete", { ...input }))).toEqual(["restore.version_missing"]);
  expect(await atProvider("GET", one)).toBeDefined();
  expect(gate.writes).toEqual([]);
});

it("policy.delete leaves a policy that changed after the last sync", async () => {
  const { one, other, atProvider, carryOut } = await world();
  await atProvider("PATCH", one, { description: "not synced" });

  const result = await carryOut("policy.delete", { policyIds: [one.policyId, other.policyId] });

  expect(result).toMatchObject({ outcome: "partially_succeeded", summaryCounts: { succeeded: 1, blocked: 1 } });
  expect(codesOf(result)).toEqual(["restore.not_synced"]);
  expect(await atProvider("GET", one)).toBeDefined();
});

it("policy.restore overwrites no policy that exists with another content", async () => {
  const { one, atProvider, perform, gate } = await world();
  await atProvider("PATCH", one, { description: "changed by an administrator" });

  const result = await perform("policy.restore", { policyIds: [one.policyId] });

  expect(codesOf(result)).toContain("restore.policy_exists");
  expect(gate.writes).toEqual([]);
});
