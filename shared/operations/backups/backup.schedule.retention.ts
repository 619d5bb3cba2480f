import { defineOperation } from "../define-operation.ts";
import { laneLifecycles } from "../lane-lifecycles.ts";
import { requiredRecord } from "../required-record.ts";
import { backupScheduleInput } from "./backup-schedule.input.ts";

/** Deletes a schedule's backups that are older than its retention period. */
export const backupScheduleRetention = defineOperation({
  type: "backup.schedule.retention",
  family: "backups",
  ownership: "environment",
  risk: "mutation",
  lane: "long",
  expectedDurationSeconds: 60,
  lifecycle: laneLifecycles.long,
  capability: "tenant.backups.manage",
  correlationKeys: ["backupScheduleId"],
  actionability: "artifact_or_later_success",
  provenBy: "nothing",
  proves: "nothing",
  input: backupScheduleInput,
  start: {
    prepare: () => import("./backup.schedule.retention.start.ts"),
    requires: ({ backupScheduleId }) => [requiredRecord("backup-schedules", backupScheduleId)],
    handle: () => import("./backup.schedule.retention.work.ts"),
    settleRecords: "no_records",
    recurs: true,
  },
  reconcile: "unsupported",
});
