import { writeBackupSchedule } from "../../../shared/contract/backup-routes.ts";
import type { BackupSchedules } from "../../../shared/records/backup-schedules.ts";
import { type WriteRecordDependencies, writeRecordEndpoint } from "../write-environment-record.ts";

interface Dependencies extends WriteRecordDependencies {
  readonly schedules: Pick<BackupSchedules, "write">;
}

/** Creates, changes or archives a backup schedule of an environment. */
export const writeBackupScheduleEndpoint = ({ schedules, ...rest }: Dependencies) =>
  writeRecordEndpoint(writeBackupSchedule, rest, {
    kind: "backup-schedules",
    resourceType: "backup_schedule",
    write({ scope, id, body: { isArchived = false, ...fields }, userId }, entryOf) {
      const schedule = { id, ...fields, isArchived };
      return schedules.write(scope, { ...schedule, createdByUserId: userId }, (isNew) => {
        const { id: _ofPath, ...metadata } = schedule;
        return entryOf({ ...metadata, isNew });
      });
    },
  });
