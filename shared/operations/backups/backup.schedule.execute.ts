import { defineOperation } from "../define-operation.ts";
import { laneLifecycles } from "../lane-lifecycles.ts";
import { noInput } from "../no-input.ts";

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
  input: noInput,
  start: "not_startable",
  reconcile: "unsupported",
});
