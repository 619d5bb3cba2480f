import type { Work, WorkResult } from "../define-operation.ts";
import type { PlanAdmission } from "../plans/plan-approval.ts";
import { stateDigest } from "../plans/plan-guard.ts";
import type { NewPlanItem, PlanAttempt, PlanItem, Plans } from "../plans/plan-record.ts";
import { workOnPlan } from "../plans/work-on-plan.ts";
import type { BackupSchedulePurgeInput } from "./backup-schedule.input.ts";
import { contentsOutside, executeSetItem, type PurgeSetsDependencies, planSet } from "./purge-sets.ts";
import type { Schedules, Scope } from "./schedule-choice.ts";
import { isHeld, type ScheduledSet } from "./sets-to-archive.ts";

/** Items of one plan; sets beyond them stay for the next one. */
const itemsMax = 2000;

interface HandleDependencies extends PurgeSetsDependencies {
  readonly plans: Plans;
  readonly planAdmission: PlanAdmission;
  readonly backupSchedules: Schedules;
  readonly backupPurge: PurgeSetsDependencies["backupPurge"] & {
    setsOfSchedule(scope: Scope, scheduleId: string): Promise<readonly ScheduledSet[]>;
  };
}

/** Plans or executes the permanent deletion of the archived sets of a schedule, with the bodies that nothing else holds. */
export async function handle(work: Work<BackupSchedulePurgeInput>, needs: HandleDependencies): Promise<WorkResult> {
  const { scope, run, input } = work;
  const { backupScheduleId } = input;
  const sets = (await needs.backupPurge.setsOfSchedule(scope, backupScheduleId)).filter(
    ({ purgedAt }) => purgedAt === undefined,
  );
  const purged = sets.filter((set) => reasonToKeep(set) === undefined);
  const holders = contentsOutside(
    scope,
    purged.map(({ id }) => id),
    needs,
  );
  const planned = {
    type: run.type,
    subject: { backupScheduleId },
    async derive() {
      const schedule = await needs.backupSchedules.find(scope, backupScheduleId);
      if (schedule?.archivedAt === undefined) return { stop: notArchived };
      const items: NewPlanItem[] = [];
      for (const set of sets) {
        const reason = reasonToKeep(set) ?? (items.length >= itemsMax ? "plan.next" : undefined);
        const plan = reason === undefined ? await planSet(scope, set.id, holders, needs) : undefined;
        items.push(...(plan?.items ?? [keptItem(set, reason)]));
      }
      return { name: schedule.name, items };
    },
    execute: (item: PlanItem, by: PlanAttempt) => executeSetItem(scope, item, by, holders, needs),
  };
  return workOnPlan(work, planned, needs);
}

function reasonToKeep(set: ScheduledSet): string | undefined {
  if (set.isBeingRestored) return "held.restore";
  if (isHeld(set)) return "held.kept";
  return set.archivedAt === undefined ? "held.not_archived" : undefined;
}

const keptItem = ({ id, name, status }: ScheduledSet, reason = "plan.changed_since"): NewPlanItem => ({
  ...{ id: `0:${id}`, displayName: name, record: { kind: "backup-sets", id }, action: "keep", reason },
  state: stateDigest({ status }),
});

const notArchived = { reasonCode: "records.not_archived", message: "The schedule is not archived." } as const;
