import { expect, it } from "vitest";
import { groupIdAt } from "../../local/provider/graph/groups.ts";
import { environmentOf } from "./loop-api.ts";
import { sharedStack } from "./stacks.ts";

const stack = sharedStack();
const baselineProfileId = "everything";
const schedule = (name: string, fields: object = {}) => ({ name, isEnabled: true, keepLast: 2, ...fields });

const assignedTo = (groupId: string, position: number) => ({
  id: `assignment-${position}`,
  source: "direct",
  target: {
    "@odata.type": "#microsoft.graph.groupAssignmentTarget",
    groupId,
    deviceAndAppManagementAssignmentFilterId: null,
    deviceAndAppManagementAssignmentFilterType: "none",
  },
});

/** An environment whose policies are each assigned to a group of their own, with a schedule of backups. */
async function assigned(environmentId: string) {
  const loop = await environmentOf(await stack(), environmentId);
  const group = (position: number) => groupIdAt(position, environmentId);
  let position = 0;
  await loop.change((held) =>
    Object.fromEntries(
      Object.entries(held).map(([collection, policies]) => [
        collection,
        policies.map((policy) => {
          position += 1;
          return { ...policy, assignments: [assignedTo(group(position), position)], isAssigned: true };
        }),
      ]),
    ),
  );
  await loop.write("PUT", "backup-schedules/daily", schedule("Daily"));
  const backup = async (backupScheduleId: string) => {
    const run = await loop.play("backup.schedule.execute", { backupScheduleId });
    expect(run).toMatchObject({ outcome: "succeeded", related: { type: "backup_set" } });
    return run.related?.id ?? "";
  };
  /** Deletes every policy at the provider. */
  const wipe = () => loop.change((held) => Object.fromEntries(Object.keys(held).map((name) => [name, []])));
  return { ...loop, backup, wipe, group, total: position };
}

it("a wiped environment is restored in order, and a missing group needs a person", async () => {
  const { play, write, wipe, backup, carryOut, all, total, directory, group } = await assigned("wiped");
  await write("PUT", `baseline-profiles/${baselineProfileId}`, { name: "Everything" });
  await play("policy.sync");
  await play("baseline.capture", { baselineProfileId });
  const backupSetId = await backup("daily");

  await wipe();
  expect(await carryOut("restore.execute", { backupSetId })).toMatchObject({
    outcome: "succeeded",
    summaryCounts: { total, succeeded: total },
  });
  // The group of one policy is gone: that policy is left to a person, never skipped.
  await directory({ removeGroups: [group(1)] });
  const partly = await carryOut("assignments.restore", { backupSetId });
  expect(partly).toMatchObject({
    outcome: "partially_succeeded",
    summaryCounts: { total, succeeded: total - 1, blocked: 1 },
    failures: [{ code: "restore.group_missing" }],
  });
  const groupMap = { [group(1)]: group(500) };
  expect(await carryOut("assignments.restore", { backupSetId, groupMap })).toMatchObject({
    outcome: "succeeded",
    summaryCounts: { succeeded: 1, skipped: total - 1 },
  });

  expect(await play("policy.sync")).toMatchObject({ outcome: "succeeded" });
  const compared = await play("baseline.compare", { baselineProfileId });
  // Only what a person replaced differs: one group was removed, one added.
  expect(compared).toMatchObject({ outcome: "succeeded", summaryCounts: { total, findings: 2 } });
  const findings = (await all("drift-findings")).map(({ path }) => String(path));
  expect(findings.toSorted()).toEqual(
    [group(1), group(500)].map((id) => `assignments/groupAssignmentTarget:${id}`).toSorted(),
  );
});

it("retention keeps complete and held sets, and a purge what other sets hold", async () => {
  const { play, write, backup, wipe, carryOut, carryOutPlan, all, record, total } = await assigned("retained");
  await write("PUT", "backup-schedules/other", schedule("Other"));
  const sets = [];
  for (let taken = 0; taken < 4; taken++) sets.push(await backup("daily"));
  const [first = "", second = "", third = "", fourth = ""] = sets;
  const other = await backup("other");
  await write("POST", `backup-sets/${first}/hold`, { isHeld: true, reason: "Needed for an audit." });

  expect(await play("backup.schedule.retention", { backupScheduleId: "daily" })).toMatchObject({
    outcome: "succeeded",
    summaryCounts: { updated: 1 },
  });
  const archived = (await all("backup-sets")).filter(({ archivedAt }) => archivedAt !== undefined);
  expect(archived.map(({ id }) => id)).toEqual([second]);

  await write("POST", `backup-sets/${first}/hold`, { isHeld: false, reason: "The audit is over." });
  for (const backupSetId of [first, third, fourth]) await play("backup_set.archive", { backupSetId });
  await write("PUT", "backup-schedules/daily", schedule("Daily", { isArchived: true }));
  expect(await carryOutPlan("backup.schedule.purge", { backupScheduleId: "daily" })).toMatchObject({
    outcome: "succeeded",
  });
  for (const id of sets) expect(await record("backup-sets", id)).toMatchObject({ purgedAt: expect.any(String) });

  await wipe();
  expect(await carryOut("restore.execute", { backupSetId: other })).toMatchObject({
    outcome: "succeeded",
    summaryCounts: { total, succeeded: total },
  });
});
