import type { Prepared, StartRequest } from "../define-operation.ts";
import type { BackupScheduleInput } from "./backup-schedule.input.ts";
import { noSchedule, refuseSchedule, type Schedules } from "./schedule-choice.ts";

/** Prepares archiving what a schedule no longer keeps. */
export async function prepare(
  { input: { backupScheduleId }, scope }: StartRequest<BackupScheduleInput>,
  { backupSchedules }: { readonly backupSchedules: Schedules },
): Promise<Prepared> {
  if ((await backupSchedules.find(scope, backupScheduleId)) === undefined) return refuseSchedule(noSchedule);
  const named = { backupScheduleId };
  return { kind: "start", identity: named, input: named, context: named };
}
