import { afterEach, expect, it } from "vitest";
import { createBackupSetHolds } from "../../../shared/records/backup-set-holds.ts";
import { createBackupSets } from "../../../shared/records/backup-sets.ts";
import { createPlans } from "../../../shared/records/plans.ts";
import { scope } from "../operation-world.ts";
import { plannedInput } from "../recipes/planned.ts";
import { addSchedule, scheduledSet } from "../recipes/schedules.ts";
import { type RestoreWorld, restoreWorld, stopRestoreWorlds } from "../restore-world.ts";

afterEach(stopRestoreWorlds);

/** The sets of a schedule that are not archived, oldest first. */
async function keptSets(world: RestoreWorld, id: string): Promise<string[]> {
  const sets = await world.needs.backupPurge.setsOfSchedule(scope, id);
  return sets.filter(({ archivedAt }) => archivedAt === undefined).map((set) => set.id);
}

/** Takes several backups of a schedule, in their order. */
async function backups(world: RestoreWorld, id: string, count: number): Promise<string[]> {
  const taken: string[] = [];
  for (let index = 0; index < count; index++) taken.push(await scheduledSet(world, id));
  return taken;
}

/** Holds a set as a person would; the audit entry stands for itself. */
async function hold(world: RestoreWorld, id: string, isHeld: boolean) {
  const key = { pk: `AUDIT#test#${id}`, sk: `${world.ids.next(world.clock.now())}` };
  const by = { isHeld, reason: "Needed for an audit.", byUserId: "manager" };
  return createBackupSetHolds(world).write(scope, id, by, () => ({ item: { ...key } }));
}

it("scheduled backup reads the provider itself, not the last sync", async () => {
  const world = await restoreWorld();
  await addSchedule(world, { id: "daily" });
  await world.changeAll("changed after the sync");

  const id = await scheduledSet(world, "daily");

  const set = await createBackupSets(world).find(scope, id);
  expect(set).toMatchObject({ status: "completed", backupScheduleId: "daily" });
  const items = await createBackupSets(world).listItems(scope, id);
  const texts = await Promise.all(items.map(({ contentHash }) => world.needs.policies.findBody(scope, contentHash)));
  expect(texts.filter((text) => text?.includes("changed after the sync")).length).toBe(world.five.length);
});

it("scheduled backup with a collection that cannot be read is partial and proves nothing", async () => {
  const world = await restoreWorld();
  await addSchedule(world, { id: "daily" });
  await world.fault({ match: "deviceConfigurations", status: 403, times: 50 });

  const result = await world.perform("backup.schedule.execute", { backupScheduleId: "daily" });

  expect(result).toMatchObject({ outcome: "partially_succeeded", reasonCode: "provider_permission_denied" });
  const set = result.kind === "ended" ? await createBackupSets(world).find(scope, result.related?.id ?? "") : undefined;
  expect(set?.status).toBe("partial");
  expect(set?.coverage?.find(({ collection }) => collection === "deviceConfigurations")?.isComplete).toBe(false);
});

it("retention keeps the newest complete sets and those that a person holds", async () => {
  const world = await restoreWorld();
  await addSchedule(world, { id: "daily", keepLast: 2 });
  const [first = "", second, third, fourth] = await backups(world, "daily", 4);
  await hold(world, first, true);

  const result = await world.perform("backup.schedule.retention", { backupScheduleId: "daily" });

  expect(result).toMatchObject({ outcome: "succeeded", summaryCounts: { updated: 1 } });
  expect(await keptSets(world, "daily")).toEqual([first, third, fourth]);
  expect(await world.needs.archive.find(scope, "backup-sets", second ?? "")).toMatchObject({
    purgeAfter: expect.stringMatching(/^\d{4}-/),
  });
});

it("retention archives nothing while failing backups leave too few complete sets", async () => {
  const world = await restoreWorld();
  await addSchedule(world, { id: "daily", keepLast: 2 });
  const [first] = await backups(world, "daily", 1);
  await world.fault({ match: "deviceConfigurations", status: 403, times: 500 });
  const failing = await backups(world, "daily", 3);

  await world.perform("backup.schedule.retention", { backupScheduleId: "daily" });

  expect(await keptSets(world, "daily")).toEqual([first, ...failing]);
});

it("purge leaves the bodies that another backup set contains", async () => {
  const world = await restoreWorld();
  const [policy] = world.five;
  if (policy === undefined) throw new Error("no policy");
  await world.atProvider("PATCH", policy, { description: "only backed up" });
  for (const id of ["one", "two"]) await addSchedule(world, { id });
  const [one, two] = [await scheduledSet(world, "one"), await scheduledSet(world, "two")];
  const items = await createBackupSets(world).listItems(scope, one);
  const hash = items.find(({ policyId }) => policyId === policy.policyId)?.contentHash ?? "";
  const bodyOf = () => world.needs.policies.findBody(scope, hash);

  async function purge(schedule: string, set: string) {
    await world.perform("backup_set.archive", { backupSetId: set });
    await addSchedule(world, { id: schedule, isArchived: true });
    const own = { backupScheduleId: schedule };
    const input = await plannedInput(world, "backup.schedule.purge", own);
    return world.perform("backup.schedule.purge", { ...input });
  }

  expect(await purge("one", one)).toMatchObject({ outcome: "succeeded" });
  expect(await bodyOf()).toContain("only backed up");
  expect(await createBackupSets(world).listItems(scope, one)).toEqual([]);
  expect(await createBackupSets(world).listItems(scope, two)).toHaveLength(items.length);

  expect(await purge("two", two)).toMatchObject({ outcome: "succeeded" });
  expect(await bodyOf()).toBeUndefined();
});

it("a purge plan names the record of each item", async () => {
  const world = await restoreWorld();
  const [policy] = world.five;
  await addSchedule(world, { id: "one" });
  const set = await scheduledSet(world, "one");
  await world.perform("backup_set.archive", { backupSetId: set });
  const { planId } = await plannedInput(world, "backup_set.delete", { backupSetId: set });

  const { items = [] } = (await createPlans(world).findWithItems(scope, String(planId))) ?? {};

  expect(items.filter(({ record }) => record?.kind === "backup-sets" && record.id === set)).toHaveLength(2);
  expect(items.map(({ record }) => record)).toContainEqual({ kind: "policies", id: policy?.policyId });
  expect(items.filter(({ record }) => record === undefined)).toEqual([]);
});

it("purge leaves a body whose hold was stored after the plan", async () => {
  const world = await restoreWorld();
  const [policy] = world.five;
  if (policy === undefined) throw new Error("no policy");
  await world.atProvider("PATCH", policy, { description: "only backed up" });
  await addSchedule(world, { id: "one" });
  const set = await scheduledSet(world, "one");
  const items = await createBackupSets(world).listItems(scope, set);
  const hash = items.find(({ policyId }) => policyId === policy.policyId)?.contentHash ?? "";
  await world.perform("backup_set.archive", { backupSetId: set });
  const input = await plannedInput(world, "backup_set.delete", { backupSetId: set });
  await world.needs.bodyHolds.hold(scope, [hash], "another-operation");

  const result = await world.perform("backup_set.delete", { ...input });

  expect(result).toMatchObject({ outcome: "partially_succeeded", failures: [{ code: "held.kept" }] });
  expect(await world.needs.policies.findBody(scope, hash)).toContain("only backed up");
  expect(await world.needs.policies.findLost(scope, [hash])).toEqual([]);
});

it("sync stores a purged body again when the policy returns to that content", async () => {
  const world = await restoreWorld();
  const [policy] = world.five;
  if (policy === undefined) throw new Error("no policy");
  await world.atProvider("PATCH", policy, { description: "only backed up" });
  await addSchedule(world, { id: "one" });
  const set = await scheduledSet(world, "one");
  const items = await createBackupSets(world).listItems(scope, set);
  const hash = items.find(({ policyId }) => policyId === policy.policyId)?.contentHash ?? "";
  await world.perform("backup_set.archive", { backupSetId: set });
  await world.perform("backup_set.delete", {
    ...(await plannedInput(world, "backup_set.delete", { backupSetId: set })),
  });
  expect(await world.needs.policies.findBody(scope, hash)).toBeUndefined();

  await world.perform("policy.sync");

  expect(await world.needs.policies.find(scope, policy.policyId)).toMatchObject({ contentHash: hash });
  expect(await world.needs.policies.findBody(scope, hash)).toContain("only backed up");
});

it("archived backup set is neither restored nor updated", async () => {
  const world = await restoreWorld();
  await world.perform("backup_set.archive", { backupSetId: world.backupSetId });

  for (const type of ["restore.execute", "backup_set.update"]) {
    const prepared = await world.prepare(type, {
      backupSetId: world.backupSetId,
      ...(type === "restore.execute" && { dryRun: true }),
    });
    expect(prepared).toMatchObject({ kind: "refuse", errors: [{ path: "backupSetId" }] });
  }
});

it("wiped environment has the content of its backup again after a restore", async () => {
  const world = await restoreWorld();
  await addSchedule(world, { id: "daily" });
  const backupSetId = await scheduledSet(world, "daily");
  const items = await createBackupSets(world).listItems(scope, backupSetId);
  const before = new Set(items.map(({ contentHash }) => contentHash));
  const chosen = items.slice(0, 20).map(({ policyId, collection }) => ({ policyId, collection }));
  for (const place of chosen) await world.atProvider("DELETE", place);
  await world.perform("policy.sync");

  const policyIds = chosen.map(({ policyId }) => policyId);
  const preview = await world.perform("restore.execute", { backupSetId, policyIds, dryRun: true });
  const restoreRunId = preview.kind === "ended" ? (preview.related?.id ?? "") : "";
  const restored = await world.restore({ backupSetId, restoreRunId });

  expect(restored).toMatchObject({ outcome: "succeeded" });
  expect(before.size).toBeGreaterThan(0);
  const record = await world.needs.restoreRuns.listItems(scope, restoreRunId);
  expect(record.map(({ result }) => result?.status)).toEqual(record.map(() => "applied"));
});
