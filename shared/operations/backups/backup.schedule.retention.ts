import { defineOperation } from "../define-operation.ts";
import { noInput } from "../no-input.ts";

/** Deletes a schedule's backups that are older than its retention period. */
export const backupScheduleRetention = defineOperation({
  type: "backup.schedule.retention",
  family: "backups",
  ownership: "environment",
  risk: "mutation",
  lane: "long",
  expectedDurationSeconds: 60,
  lifecycle: "uncovered",
  capability: "system_only",
  correlationKeys: ["backupScheduleId"],
  actionability: "artifact_or_later_success",
  provenBy: "nothing",
  input: noInput,
  start: "not_startable",
  reconcile: "unsupported",
});
