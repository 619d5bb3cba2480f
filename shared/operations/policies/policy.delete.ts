import { defineOperation } from "../define-operation.ts";
import { laneLifecycles } from "../lane-lifecycles.ts";
import { changeSetOf } from "../restores/change-set.ts";
import { lacksPreview } from "../restores/change-set-input.ts";
import { policyDeleteInput } from "./policy.delete.input.ts";

/** Deletes policies at the provider, exactly as an approved preview shows. Their last synced version stays here. */
export const policyDelete = defineOperation({
  type: "policy.delete",
  family: "policies",
  ownership: "environment",
  risk: "destructive",
  lane: "long",
  expectedDurationSeconds: 60,
  lifecycle: { ...laneLifecycles.long, runningStaleAfterSeconds: 3600 },
  capability: "tenant.policies.delete",
  correlationKeys: ["selectionHash", "mode"],
  actionability: "manual_review",
  provenBy: "nothing",
  proves: "nothing",
  input: policyDeleteInput,
  start: {
    prepare: () => import("./policy.delete.start.ts"),
    lacks: (input) => lacksPreview(input),
    calls: [
      ...(["deviceCompliancePolicies", "deviceConfigurations", "configurationPolicies"] as const),
      ...(["policyWrites", "groupMembersCount"] as const),
    ],
    handle: () => import("./policy.delete.work.ts"),
    writes: changeSetOf,
    settleRecords: () => import("../restores/restore.execute.proof.ts"),
  },
  reconcile: () => import("../restores/restore.execute.proof.ts"),
});
