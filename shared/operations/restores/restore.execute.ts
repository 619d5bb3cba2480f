import { defineOperation } from "../define-operation.ts";
import { laneLifecycles } from "../lane-lifecycles.ts";
import { changeSetOf } from "./change-set.ts";
import { lacksPreview } from "./change-set-input.ts";
import { restoreInput } from "./restore.execute.input.ts";

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
  proves: "nothing",
  input: restoreInput,
  start: {
    prepare: () => import("./restore.execute.start.ts"),
    calls: [
      ...(["deviceCompliancePolicies", "deviceConfigurations", "configurationPolicies"] as const),
      ...(["policyWrites", "policyActionWrites"] as const),
    ],
    handle: () => import("./restore.execute.work.ts"),
    lacks: (input) => lacksPreview(input),
    writes: changeSetOf,
    settleRecords: () => import("./restore.execute.proof.ts"),
  },
  reconcile: () => import("./restore.execute.proof.ts"),
});
