import type { Prepared, StartRequest } from "../define-operation.ts";
import { type ConnectionChoice, prepareWithConnection } from "../provider/connection-choice.ts";
import type { BackupScheduleInput } from "./backup-schedule.input.ts";
import { noSchedule, refuseSchedule, type Schedules } from "./schedule-choice.ts";

interface PrepareDependencies {
  readonly connections: ConnectionChoice;
  readonly backupSchedules: Schedules;
}

/** Prepares a backup of the environment as it is at the provider now, through its default connection. */
export async function prepare(
  { input: { backupScheduleId }, scope }: StartRequest<BackupScheduleInput>,
  { connections, backupSchedules }: PrepareDependencies,
): Promise<Prepared> {
  const schedule = await backupSchedules.find(scope, backupScheduleId);
  if (schedule === undefined) return refuseSchedule(noSchedule);
  if (schedule.archivedAt !== undefined) return refuseSchedule("The backup schedule is archived.");
  const prepared = await prepareWithConnection({ input: {}, scope }, connections, () => ({ backupScheduleId }));
  if (prepared.kind !== "start") return prepared;
  const identity = { backupScheduleId };
  // The connection is looked up again by the work: a repeated run uses the default of its own time.
  return { ...prepared, identity, line: identity, input: { backupScheduleId } };
}
