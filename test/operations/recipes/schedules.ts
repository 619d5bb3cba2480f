import { createAuditRecorder } from "../../../shared/records/audit.ts";
import { createBackupSchedules } from "../../../shared/records/backup-schedules.ts";
import { scope } from "../operation-world.ts";
import type { RestoreWorld } from "../restore-world.ts";
import { planned } from "./planned.ts";
import type { Recipes } from "./recipe.ts";

interface Wanted {
  readonly id: string;
  readonly keepLast?: number;
  readonly isArchived?: boolean;
}

/** Creates or replaces a backup schedule, as a person would. */
export async function addSchedule(world: RestoreWorld, { id, keepLast = 1, isArchived = false }: Wanted) {
  const wanted = { id, name: `Schedule ${id}`, isEnabled: true, keepLast, isArchived, createdByUserId: "manager" };
  const audit = createAuditRecorder({ client: world.client, tableName: world.tableName, retentionDays: 30 });
  const entry = audit.partOf({
    id: world.ids.next(world.clock.now()),
    workspaceId: scope.workspaceId,
    environmentId: scope.environmentId,
    actor: { type: "human", id: "manager", label: "manager" },
    action: "backup_schedule.written",
    resourceType: "backup_schedule",
    resourceId: id,
    outcome: "success",
    metadata: {},
    recordedAt: world.clock.now().toISOString(),
  });
  await createBackupSchedules(world).write(scope, wanted, () => entry);
}

/** The set of a backup that was taken now. */
export async function scheduledSet(world: RestoreWorld, backupScheduleId: string): Promise<string> {
  const taken = await world.perform("backup.schedule.execute", { backupScheduleId });
  return taken.kind === "ended" ? (taken.related?.id ?? "") : "";
}

const backupScheduleId = "daily";

export const scheduleRecipes: Recipes = {
  "backup.schedule.execute": {
    async start(world, round) {
      await addSchedule(world, { id: backupScheduleId });
      await world.changeAll(`changed ${round}`);
      return world.claimed("backup.schedule.execute", { backupScheduleId });
    },
    leastWrites: 17,
    provider: "reads",
    choices: ({ scheduleIds }) => ({ backupScheduleId: scheduleIds }),
  },
  "backup.schedule.retention": {
    async start(world, round) {
      await addSchedule(world, { id: backupScheduleId });
      if (round === 1) await scheduledSet(world, backupScheduleId);
      await scheduledSet(world, backupScheduleId);
      return world.claimed("backup.schedule.retention", { backupScheduleId });
    },
    leastWrites: 1,
    provider: "nothing",
    choices: ({ scheduleIds }) => ({ backupScheduleId: scheduleIds }),
  },
  "backup.schedule.purge": planned("backup.schedule.purge", {
    leastWrites: 14,
    /** A backup with one policy in a state that no sync has seen; the bodies of the others are held by their history. */
    async own(world, round) {
      const id = `round-${round}`;
      const [first] = world.five;
      if (first !== undefined) await world.atProvider("PATCH", first, { description: `only backed up in ${round}` });
      await addSchedule(world, { id });
      const backupSetId = await scheduledSet(world, id);
      await world.perform("backup_set.archive", { backupSetId });
      await addSchedule(world, { id, isArchived: true });
      return { backupScheduleId: id };
    },
    async move(world, own) {
      const sets = await world.needs.backupPurge.setsOfSchedule(scope, String(own.backupScheduleId));
      for (const { id: backupSetId } of sets) {
        await world.perform("backup_set.restore", { backupSetId });
        world.clock.advance(1);
        await world.perform("backup_set.archive", { backupSetId });
      }
    },
    choices: ({ archivedScheduleIds }) => ({ backupScheduleId: archivedScheduleIds, dryRun: [true] }),
  }),
};
