import { defineOperation } from "../define-operation.ts";
import { laneLifecycles } from "../lane-lifecycles.ts";
import { requiresConnection } from "../provider/connection-choice.ts";
import { policySyncInput } from "./policy.sync.input.ts";

/** Syncs the stored policies of an environment with its provider. */
export const policySync = defineOperation({
  type: "policy.sync",
  family: "policies",
  ownership: "environment",
  risk: "read",
  lane: "long",
  expectedDurationSeconds: 90,
  lifecycle: laneLifecycles.long,
  capability: "tenant.policies.sync",
  correlationKeys: ["selectionHash"],
  actionability: "later_success",
  provenBy: "nothing",
  proves: "sync",
  input: policySyncInput,
  start: {
    prepare: () => import("./policy.sync.start.ts"),
    requires: requiresConnection,
    calls: ["deviceCompliancePolicies", "deviceConfigurations", "configurationPolicies"],
    handle: () => import("./policy.sync.work.ts"),
    // A collection is marked as incomplete until a whole sync has ended, which stays correct after a failed run.
    settleRecords: "no_records",
  },
  reconcile: "unsupported",
});
