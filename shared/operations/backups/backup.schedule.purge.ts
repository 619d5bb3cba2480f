import { defineOperation } from "../define-operation.ts";
import { noInput } from "../no-input.ts";

/** Deletes all backups of a schedule permanently. */
export const backupSchedulePurge = defineOperation({
  type: "backup.schedule.purge",
  family: "backups",
  ownership: "environment",
  risk: "destructive",
  lane: "long",
  expectedDurationSeconds: 60,
  lifecycle: "uncovered",
  capability: "tenant.danger_zone",
  correlationKeys: ["backupScheduleId"],
  actionability: "manual_review",
  provenBy: "nothing",
  input: noInput,
  start: "not_startable",
  reconcile: "unsupported",
});
