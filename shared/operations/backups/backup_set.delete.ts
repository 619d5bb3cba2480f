import { defineOperation } from "../define-operation.ts";
import { noInput } from "../no-input.ts";

/** Deletes a backup set permanently. */
export const backupSetDelete = defineOperation({
  type: "backup_set.delete",
  family: "backups",
  ownership: "environment",
  risk: "destructive",
  lane: "long",
  expectedDurationSeconds: 30,
  lifecycle: "uncovered",
  capability: "tenant.danger_zone",
  correlationKeys: ["backupSetId"],
  actionability: "manual_review",
  provenBy: "nothing",
  input: noInput,
  start: "not_startable",
  reconcile: "unsupported",
});
