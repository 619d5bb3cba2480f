import { defineOperation } from "../define-operation.ts";
import { laneLifecycles } from "../lane-lifecycles.ts";
import { requiredRecord } from "../required-record.ts";
import { restoreRunInput } from "./restore-run.input.ts";

/** Archives the record of a restore. */
export const restoreRunDelete = defineOperation({
  type: "restore_run.delete",
  family: "restores",
  ownership: "environment",
  risk: "mutation",
  lane: "long",
  expectedDurationSeconds: 20,
  lifecycle: laneLifecycles.long,
  capability: "tenant.restore.execute",
  correlationKeys: ["restoreRunId"],
  actionability: "manual_review",
  provenBy: "nothing",
  proves: "nothing",
  input: restoreRunInput,
  start: {
    prepare: () => import("./restore_run.delete.start.ts"),
    requires: ({ restoreRunId }) => [requiredRecord("restore-runs", restoreRunId)],
    handle: () => import("./restore_run.delete.work.ts"),
    settleRecords: "no_records",
  },
  reconcile: "unsupported",
});
