import { defineOperation } from "../define-operation.ts";
import { laneLifecycles } from "../lane-lifecycles.ts";
import { requiredRecord } from "../required-record.ts";
import { backupSetUpdateInput } from "./backup_set.update.input.ts";

/** Stores the current synced policies of an environment in a backup set. */
export const backupSetUpdate = defineOperation({
  type: "backup_set.update",
  family: "backups",
  ownership: "environment",
  risk: "artifact",
  lane: "long",
  expectedDurationSeconds: 120,
  lifecycle: laneLifecycles.long,
  capability: "tenant.backups.manage",
  correlationKeys: ["backupSetId"],
  actionability: "artifact_or_later_success",
  provenBy: "nothing",
  proves: "nothing",
  input: backupSetUpdateInput,
  start: {
    prepare: () => import("./backup_set.update.start.ts"),
    requires: ({ backupSetId }) => [requiredRecord("backup-sets", backupSetId)],
    handle: () => import("./backup_set.update.work.ts"),
    writes: ({ context: { backupSetId } }) =>
      typeof backupSetId === "string" ? { type: "backup_set", id: backupSetId } : undefined,
    settleRecords: () => import("./backup_set.update.proof.ts"),
  },
  reconcile: "unsupported",
});
