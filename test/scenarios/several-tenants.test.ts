import { expect, it } from "vitest";
import { templateIdAt } from "../../local/provider/graph/device-management.ts";
import { groupIdAt } from "../../local/provider/graph/groups.ts";
import { type PolicyWorld, seededPolicies } from "../operations/baselines/seeded-policies.ts";
import { environmentOf } from "./loop-api.ts";
import { sharedStack } from "./stacks.ts";
import { until } from "./until.ts";

const stack = sharedStack();
const collection = "deviceConfigurations";
type Policy = PolicyWorld[string][number];

/** An environment whose tenant holds two device configurations only. */
async function withTwoPolicies(environmentId: string) {
  const environment = await environmentOf(await stack(), environmentId);
  const { change, policies, play } = environment;
  const held = async () => (await policies())[collection] ?? [];
  const two = (await held()).slice(0, 2);
  await change(() => ({ deviceCompliancePolicies: [], configurationPolicies: [], [collection]: two }));
  await play("policy.sync");
  return {
    ...environment,
    held,
    policyIds: two.map(({ id }) => String(id)),
    descriptions: async () => (await held()).map(({ description }) => description),
    /** Changes every policy, past the product. */
    edit: (edit: (policy: Policy) => Policy) =>
      change((world) => ({ [collection]: (world[collection] ?? []).map(edit) })),
  };
}

it("wish 1: a restore that met 429 waits and never reads as executed", async () => {
  const world = await withTwoPolicies("wish-1");
  const { policyIds, descriptions, edit, fault, play, reviewed, start, run, stop, ended } = world;
  const second = policyIds[1];
  const before = await descriptions();
  const { related } = await play("backup_set.update", { policyIds });
  const backup = { backupSetId: related?.id };
  const match = `PATCH /beta/deviceManagement/${collection}/${second}`;

  await edit((policy) => ({ ...policy, description: "changed" }));
  const short = await reviewed("restore.execute", backup);
  await fault({ match, status: 429, retryAfter: "1" });
  // The provider's time is waited for, and both items are read back.
  expect(await play("restore.execute", { ...backup, ...short })).toMatchObject({
    outcome: "succeeded",
    summaryCounts: { total: 2, succeeded: 2 },
  });
  expect(await descriptions()).toEqual(before);

  await edit((policy) => ({ ...policy, description: "changed again" }));
  const long = await reviewed("restore.execute", backup);
  await fault({ match, status: 429, retryAfter: "900", times: 99 });
  const id = await start("restore.execute", { ...backup, ...long });
  const waiting = await until("the restore waits", async () => {
    const seen = await run(id);
    return seen.waiting?.until ? seen : undefined;
  });
  expect(waiting).toMatchObject({ outcome: "pending", waiting: { reason: "provider_throttled" } });
  expect((await stop(id)).status).toBe(200);
  expect((await ended(id)).outcome).not.toBe("succeeded");
  const changed = (await world.held()).filter(({ description }) => description === "changed again");
  expect(changed.map((policy) => policy.id)).toContain(second);
});

it("wish 3: a deletion that the provider only confirms is no success", async () => {
  const { policyIds, held, carryOut, fault, heal } = await withTwoPolicies("wish-3");
  const [policyId] = policyIds;
  await fault({ match: "DELETE ", status: 200, body: {}, times: 99 });

  const confirmed = await carryOut("policy.delete", { policyIds: [policyId] }, { by: "owner" });
  expect(confirmed).toMatchObject({
    outcome: "failed",
    summaryCounts: { total: 1, succeeded: 0, failed: 1 },
    failures: [{ code: "restore.not_deleted", about: { id: policyId } }],
  });
  expect(await held()).toHaveLength(2);

  await heal();
  expect(await carryOut("policy.delete", { policyIds: [policyId] }, { by: "owner" })).toMatchObject({
    outcome: "succeeded",
  });
  expect((await held()).map(({ id }) => id)).toEqual(policyIds.slice(1));
});

it("wish 13: policies of one name are compared by their settings", async () => {
  const environment = await environmentOf(await stack(), "wish-13");
  const { change, play, write, all } = environment;
  const baselineProfileId = "everything";
  const rings = (seededPolicies(2).configurationPolicies ?? []).map((policy) => ({ ...policy, name: "Update rings" }));
  const hold = (configurationPolicies: Policy[]) =>
    change(() => ({ deviceCompliancePolicies: [], [collection]: [], configurationPolicies }));
  await hold(rings);
  await write("PUT", `baseline-profiles/${baselineProfileId}`, { name: "Everything" });
  await play("policy.sync");
  await play("baseline.capture", { baselineProfileId });

  const [one, other] = rings;
  const text = JSON.stringify(one);
  const slower = text.replace('IntegerSettingValue","value":1}', 'IntegerSettingValue","value":9}');
  expect(slower).not.toBe(text);
  await hold([JSON.parse(slower), other ?? {}]);
  await play("policy.sync");

  expect(await play("baseline.compare", { baselineProfileId })).toMatchObject({
    summaryCounts: { total: 2, findings: 1 },
  });
  expect(await all("drift-findings")).toMatchObject([
    { kind: "changed", displayName: "Update rings", path: "settings/ring_1/value", expected: "1", actual: "9" },
  ]);
});

const compliance = (id: string, groupId: string, notificationTemplateId: string, fields: object = {}): Policy => ({
  "@odata.type": "#microsoft.graph.iosCompliancePolicy",
  ...{ id, displayName: `Phones ${id}`, passcodeRequired: true, roleScopeTagIds: ["0"], ...fields },
  assignments: [{ id, target: { "@odata.type": "#microsoft.graph.groupAssignmentTarget", groupId } }],
  scheduledActionsForRule: [
    {
      scheduledActionConfigurations: [
        { actionType: "block", gracePeriodHours: 8 },
        {
          actionType: "notification",
          gracePeriodHours: 0,
          notificationTemplateId,
          notificationMessageCCList: [groupId],
        },
      ],
    },
  ],
});

it("a promotion writes what another tenant holds in the terms of its own", async () => {
  const started = await stack();
  const [lab, live] = [await environmentOf(started, "lab"), await environmentOf(started, "live")];
  const only =
    (...deviceCompliancePolicies: Policy[]) =>
    () => ({
      ...{ configurationPolicies: [], deviceConfigurations: [], deviceCompliancePolicies },
    });
  const [inLab, nowhere] = [groupIdAt(1, "lab"), groupIdAt(11, "lab")];
  const template = templateIdAt(0, "lab");
  await lab.change(only(compliance("one", inLab, template), compliance("two", nowhere, template)));
  await live.change(only());
  // The lab has a group more than the other tenant.
  await lab.directory({ groups: 12 });
  await live.directory({ groups: 11 });
  for (const type of ["policy.sync", "directory.groups.sync", "inventory.sync"]) await lab.play(type);
  await live.play("directory.groups.sync");
  const from = { sourceEnvironmentId: "lab", policyIds: ["one", "two"] };
  const inLive = async () => (await live.policies()).deviceCompliancePolicies ?? [];

  expect(await live.carryOut("promotion.execute", from)).toMatchObject({
    outcome: "partially_succeeded",
    summaryCounts: { total: 2, succeeded: 1 },
    failures: [{ code: "promotion.group_unmapped", about: { id: "two" } }],
  });
  const [created, ...others] = await inLive();
  expect(others).toEqual([]);
  expect(created).toMatchObject({ displayName: "Phones one", passcodeRequired: true });
  const text = JSON.stringify(created);
  for (const id of [groupIdAt(1, "live"), templateIdAt(0, "live")]) expect(text).toContain(id);
  for (const id of [inLab, template]) expect(text).not.toContain(id);

  // What the lab has now is written to the same policy; a person names the group that has no namesake.
  await lab.change(
    only(compliance("one", inLab, template, { passcodeRequired: false }), compliance("two", nowhere, template)),
  );
  await lab.play("policy.sync");
  const mapped = { ...from, groupMap: { [nowhere]: groupIdAt(3, "live") } };
  expect(await live.carryOut("promotion.execute", mapped, { identity: from })).toMatchObject({
    outcome: "succeeded",
    summaryCounts: { total: 2, succeeded: 2 },
  });
  const promoted = await inLive();
  expect(promoted.map(({ displayName }) => displayName).toSorted()).toEqual(["Phones one", "Phones two"]);
  expect(promoted.find(({ id }) => id === created?.id)).toMatchObject({ passcodeRequired: false });
  expect((await lab.policies()).deviceCompliancePolicies).toHaveLength(2);
});
