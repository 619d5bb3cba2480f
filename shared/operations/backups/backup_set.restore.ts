import { defineOperation } from "../define-operation.ts";
import { laneLifecycles } from "../lane-lifecycles.ts";
import { requiredRecord } from "../required-record.ts";
import { backupSetInput } from "./backup-set.input.ts";

/** Restores a backup set from the archive. */
export const backupSetRestore = defineOperation({
  type: "backup_set.restore",
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
    prepare: () => import("./backup_set.restore.start.ts"),
    requires: ({ backupSetId }) => [requiredRecord("backup-sets", backupSetId)],
    handle: () => import("./backup_set.restore.work.ts"),
    settleRecords: "no_records",
  },
  reconcile: "unsupported",
});
