import { defineOperation } from "../define-operation.ts";
import { noInput } from "../no-input.ts";

/** Archives a backup set, which removes it from the lists of restorable sets. */
export const backupSetArchive = defineOperation({
  type: "backup_set.archive",
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
