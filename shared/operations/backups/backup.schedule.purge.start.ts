import type { Prepared, StartRequest } from "../define-operation.ts";
import { type PreparePlanDependencies, preparePlan } from "../plans/prepare-plan.ts";
import type { BackupSchedulePurgeInput } from "./backup-schedule.input.ts";
import { noSchedule, refuseSchedule, type Schedules } from "./schedule-choice.ts";

interface PrepareDependencies extends PreparePlanDependencies {
  readonly backupSchedules: Schedules;
}

/** Prepares the plan, or its execution, of deleting the archived sets of an archived schedule permanently. */
export async function prepare(
  { input, scope }: StartRequest<BackupSchedulePurgeInput>,
  needs: PrepareDependencies,
): Promise<Prepared> {
  const { backupScheduleId } = input;
  const schedule = await needs.backupSchedules.find(scope, backupScheduleId);
  if (schedule === undefined) return refuseSchedule(noSchedule);
  if (schedule.archivedAt === undefined) {
    return refuseSchedule("Only the backups of an archived schedule can be deleted. Archive it first.");
  }
  const subject = { backupScheduleId };
  return preparePlan({ type: "backup.schedule.purge", scope, given: input, subject, correlation: subject }, needs);
}
