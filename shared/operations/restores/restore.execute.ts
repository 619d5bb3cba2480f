import { defineOperation } from "../define-operation.ts";
import { laneLifecycles } from "../lane-lifecycles.ts";
import { restoreInput } from "./restore.execute.input.ts";

const previewFirst =
  "A restore executes a preview. Start with dryRun first, review the changes, then pass the preview's id here.";

/** Restores policies at the provider from a backup set, item by item, exactly as an approved preview shows. */
export const restoreExecute = defineOperation({
  type: "restore.execute",
  family: "restores",
  ownership: "environment",
  risk: "destructive",
  lane: "long",
  expectedDurationSeconds: 600,
  lifecycle: { ...laneLifecycles.long, runningStaleAfterSeconds: 3600 },
  capability: "tenant.restore.execute",
  // A successful preview does not resolve a failed execution.
  correlationKeys: ["backupSetId", "mode"],
  actionability: "manual_review",
  provenBy: "nothing",
  input: restoreInput,
  start: {
    prepare: () => import("./restore.execute.start.ts"),
    calls: ["deviceCompliancePolicies", "deviceConfigurations", "configurationPolicies", "policyWrites"],
    handle: () => import("./restore.execute.work.ts"),
    lacks: ({ dryRun, restoreRunId }) =>
      dryRun === true || restoreRunId !== undefined ? [] : [{ path: "restoreRunId", message: previewFirst }],
    // The record of a preview keeps its id when another run executes it.
    writes: ({ id, context: { restoreRunId } }) => ({
      type: "restore_run",
      id: typeof restoreRunId === "string" ? restoreRunId : id,
    }),
    settleRecords: () => import("./restore.execute.proof.ts"),
  },
  reconcile: () => import("./restore.execute.proof.ts"),
});
