import { defineOperation } from "../define-operation.ts";
import { noInput } from "../no-input.ts";

/** Restores a backup set from the archive. */
export const backupSetRestore = defineOperation({
  type: "backup_set.restore",
  family: "backups",
  ownership: "environment",
  risk: "mutation",
  lane: "long",
  expectedDurationSeconds: 30,
  lifecycle: "uncovered",
  capability: "tenant.backups.manage",
  correlationKeys: ["backupSetId"],
  actionability: "manual_review",
  provenBy: "nothing",
  input: noInput,
  start: "not_startable",
  reconcile: "unsupported",
});
