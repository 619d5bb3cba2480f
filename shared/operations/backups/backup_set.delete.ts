import { defineOperation } from "../define-operation.ts";
import { laneLifecycles } from "../lane-lifecycles.ts";
import { lacksPlan } from "../plans/plan-guard.ts";
import { planOf } from "../plans/plan-of.ts";
import { requiredRecord } from "../required-record.ts";
import { backupSetPurgeInput } from "./backup-set.input.ts";

/** Deletes a backup set permanently. */
export const backupSetDelete = defineOperation({
  type: "backup_set.delete",
  family: "backups",
  ownership: "environment",
  risk: "destructive",
  lane: "long",
  expectedDurationSeconds: 30,
  lifecycle: laneLifecycles.long,
  capability: "tenant.danger_zone",
  correlationKeys: ["backupSetId", "mode"],
  actionability: "manual_review",
  provenBy: "nothing",
  proves: "nothing",
  input: backupSetPurgeInput,
  start: {
    prepare: () => import("./backup_set.delete.start.ts"),
    requires: ({ backupSetId }) => [requiredRecord("backup-sets", backupSetId)],
    lacks: (input) => lacksPlan(input),
    writes: planOf,
    handle: () => import("./backup_set.delete.work.ts"),
    settleRecords: () => import("../plans/plan.proof.ts"),
  },
  reconcile: "unsupported",
});
