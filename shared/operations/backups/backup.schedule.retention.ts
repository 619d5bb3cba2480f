import { defineOperation } from "../define-operation.ts";
import { noInput } from "../no-input.ts";

/** Lets go of a schedule's backups that are older than it keeps them. */
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
