import { afterEach, expect, it } from "vitest";
import { filterIdAt } from "../../local/provider/graph/device-management.ts";
import { groupIdAt } from "../../local/provider/graph/groups.ts";
import { createRecordReader } from "../../shared/records/record-reader.ts";
import { allDevicesTarget, excludedGroupTarget, filtered, groupTarget } from "./assigned-targets.ts";
import { scope } from "./operation-world.ts";
import { restoreWorld, stopRestoreWorlds } from "./restore-world.ts";

afterEach(stopRestoreWorlds);

async function world() {
  const held = await restoreWorld();
  const [one, other] = held.five;
  if (one === undefined || other === undefined) throw new Error("the world has too few policies");
  const records = createRecordReader(held);
  return {
    ...held,
    one,
    other,
    fetch: (input: object = {}) => held.perform("assignments.fetch", { ...input }),
    read: (id: string) => records.get(scope, "policy-assignments", id),
  };
}

it("assignments.fetch stores every target with the names of its group and filter", async () => {
  const { one, assign, fetch, read } = await world();
  await assign(one, [filtered(groupTarget(3)), excludedGroupTarget(4), allDevicesTarget]);

  expect(await fetch()).toMatchObject({ outcome: "succeeded", summaryCounts: { failed: 0 } });

  expect(await read(one.policyId)).toMatchObject({
    status: "complete",
    displayName: one.displayName,
    content: {
      gone: 0,
      targets: expect.arrayContaining([
        {
          target: "group",
          groupId: groupIdAt(3),
          groupName: expect.stringContaining("00003"),
          groupState: "present",
          filterId: filterIdAt(0),
          filterMode: "include",
          filterName: "Corporate Windows devices",
          filterState: "present",
        },
        { target: "excluded_group", groupId: groupIdAt(4), groupName: expect.any(String), groupState: "present" },
        { target: "all_devices" },
      ]),
    },
  });
});

it("assignments.fetch marks a group that no longer exists", async () => {
  const { one, assign, fetch, read, directory } = await world();
  await assign(one, [groupTarget(3), groupTarget(5)]);
  await directory({ removeGroups: [groupIdAt(5)] });

  await fetch({ policyIds: [one.policyId] });

  expect(await read(one.policyId)).toMatchObject({
    status: "complete",
    content: { gone: 1, targets: expect.arrayContaining([expect.objectContaining({ groupState: "gone" })]) },
  });
});

it("assignments.fetch names a policy that is gone and keeps its earlier assignments", async () => {
  const { one, other, assign, fetch, read, atProvider } = await world();
  await assign(one, [groupTarget(3)]);
  await fetch();
  await atProvider("DELETE", one);

  const result = await fetch({ policyIds: [one.policyId, other.policyId] });

  expect(result).toMatchObject({
    outcome: "partially_succeeded",
    summaryCounts: { total: 2, processed: 1, failed: 1 },
    failures: [{ code: "policy_absent", about: { id: one.policyId, name: one.displayName } }],
  });
  expect(await read(one.policyId)).toMatchObject({
    status: "unread",
    failureCode: "policy_absent",
    content: { targets: [{ groupId: groupIdAt(3) }] },
  });
  expect(await read(other.policyId)).toMatchObject({ status: "complete", content: { targets: [] } });
});

it("assignments.fetch says which names it could not read when the directory is refused", async () => {
  const { one, assign, fetch, read, grants, clock } = await world();
  await assign(one, [groupTarget(3)]);
  // The token with the old permissions expires.
  clock.advance(3600);
  await grants({ without: ["Directory.Read.All"] });

  expect(await fetch()).toMatchObject({
    outcome: "partially_succeeded",
    failures: [{ code: "provider_permission_denied", about: { permission: "Directory.Read.All" } }],
  });
  expect(await read(one.policyId)).toMatchObject({
    status: "incomplete",
    content: { gone: 0, targets: [{ groupId: groupIdAt(3), groupState: "unread" }] },
  });
});

it("assignments.fetch reads the policies of a backup set under their restored ids", async () => {
  const { one, backupSetId, fetch, read, atProvider, restore, needs } = await world();
  await atProvider("DELETE", one);
  await restore();
  const place = { collection: one.collection, id: one.policyId };
  const bound = (await needs.bindings.findLatest(scope, "connection-1", place)) ?? "";

  expect(await fetch({ backupSetId })).toMatchObject({ outcome: "succeeded", summaryCounts: { total: 5 } });
  expect(await read(bound)).toMatchObject({ status: "complete", displayName: one.displayName });
});

it.each([
  [{ policyIds: ["a"], backupSetId: "b" }, "Choose either policies or a backup set."],
  [{ backupSetId: "b" }, "The environment has no backup set with this id."],
])("assignments.fetch refuses %j", async (input, message) => {
  const { prepare } = await world();

  expect(await prepare("assignments.fetch", input)).toEqual({
    kind: "refuse",
    errors: [{ path: "backupSetId", message }],
  });
});
