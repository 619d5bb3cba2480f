import { defineOperation } from "../define-operation.ts";
import { laneLifecycles } from "../lane-lifecycles.ts";
import { requiredRecord } from "../required-record.ts";
import { backupSetInput } from "./backup-set.input.ts";

/** Archives a backup set, which removes it from the lists of restorable sets. */
export const backupSetArchive = defineOperation({
  type: "backup_set.archive",
  family: "backups",
  ownership: "environment",
  risk: "mutation",
  lane: "long",
  expectedDurationSeconds: 30,
  lifecycle: laneLifecycles.long,
  capability: "tenant.backups.manage",
  correlationKeys: ["backupSetId"],
  actionability: "manual_review",
  provenBy: "nothing",
  proves: "nothing",
  input: backupSetInput,
  start: {
    prepare: () => import("./backup_set.archive.start.ts"),
    requires: ({ backupSetId }) => [requiredRecord("backup-sets", backupSetId)],
    handle: () => import("./backup_set.archive.work.ts"),
    settleRecords: "no_records",
  },
  reconcile: "unsupported",
});
