import { defineOperation } from "../define-operation.ts";
import { laneLifecycles } from "../lane-lifecycles.ts";
import { lacksPlan } from "../plans/plan-guard.ts";
import { planOf } from "../plans/plan-of.ts";
import { requiredRecord } from "../required-record.ts";
import { restoreRunPurgeInput } from "./restore-run.input.ts";

/** Deletes the record of a restore permanently. */
export const restoreRunForceDelete = defineOperation({
  type: "restore_run.force_delete",
  family: "restores",
  ownership: "environment",
  risk: "destructive",
  lane: "long",
  expectedDurationSeconds: 20,
  lifecycle: laneLifecycles.long,
  capability: "tenant.danger_zone",
  correlationKeys: ["restoreRunId", "mode"],
  actionability: "manual_review",
  provenBy: "nothing",
  proves: "nothing",
  input: restoreRunPurgeInput,
  start: {
    prepare: () => import("./restore_run.force_delete.start.ts"),
    requires: ({ restoreRunId }) => [requiredRecord("restore-runs", restoreRunId)],
    lacks: (input) => lacksPlan(input),
    writes: planOf,
    handle: () => import("./restore_run.force_delete.work.ts"),
    settleRecords: () => import("../plans/plan.proof.ts"),
  },
  reconcile: "unsupported",
});
