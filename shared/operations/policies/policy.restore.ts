import { defineOperation } from "../define-operation.ts";
import { laneLifecycles } from "../lane-lifecycles.ts";
import { changeSetOf } from "../restores/change-set.ts";
import { policyRestoreInput } from "./policy.restore.input.ts";

/** Creates policies again that no longer exist at the provider, from their last synced version, without assignments. */
export const policyRestore = defineOperation({
  type: "policy.restore",
  family: "policies",
  ownership: "environment",
  risk: "mutation",
  lane: "long",
  expectedDurationSeconds: 60,
  lifecycle: { ...laneLifecycles.long, runningStaleAfterSeconds: 3600 },
  capability: "tenant.backups.manage",
  correlationKeys: ["selectionHash"],
  actionability: "manual_review",
  provenBy: "nothing",
  proves: "nothing",
  input: policyRestoreInput,
  start: {
    prepare: () => import("./policy.restore.start.ts"),
    calls: ["deviceCompliancePolicies", "deviceConfigurations", "configurationPolicies", "policyWrites"],
    handle: () => import("./policy.restore.work.ts"),
    writes: changeSetOf,
    settleRecords: () => import("../restores/restore.execute.proof.ts"),
  },
  reconcile: () => import("../restores/restore.execute.proof.ts"),
});
