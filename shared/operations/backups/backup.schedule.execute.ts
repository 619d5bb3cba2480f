import { defineOperation } from "../define-operation.ts";
import { laneLifecycles } from "../lane-lifecycles.ts";
import { requiredRecord } from "../required-record.ts";
import { backupScheduleInput } from "./backup-schedule.input.ts";

/** Runs the backup of a schedule. */
export const backupScheduleExecute = defineOperation({
  type: "backup.schedule.execute",
  family: "backups",
  ownership: "environment",
  risk: "artifact",
  lane: "long",
  expectedDurationSeconds: 300,
  lifecycle: laneLifecycles.long,
  capability: "tenant.backups.manage",
  correlationKeys: ["backupScheduleId"],
  actionability: "artifact_or_later_success",
  provenBy: "backup-sets",
  proves: "backup",
  input: backupScheduleInput,
  start: {
    prepare: () => import("./backup.schedule.execute.start.ts"),
    requires: ({ backupScheduleId }) => [requiredRecord("backup-schedules", backupScheduleId)],
    calls: ["deviceCompliancePolicies", "deviceConfigurations", "configurationPolicies"],
    handle: () => import("./backup.schedule.execute.work.ts"),
    writes: ({ id }) => ({ type: "backup_set", id }),
    settleRecords: () => import("./backup.schedule.execute.proof.ts"),
  },
  reconcile: () => import("./backup.schedule.execute.proof.ts"),
});
