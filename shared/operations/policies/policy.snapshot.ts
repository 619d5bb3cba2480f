import { defineOperation } from "../define-operation.ts";
import { laneLifecycles } from "../lane-lifecycles.ts";
import { requiredRecord } from "../required-record.ts";
import { policySnapshotInput } from "./policy.snapshot.input.ts";

/** Stores the current state of one policy at the provider as a version, and keeps that version. */
export const policySnapshot = defineOperation({
  type: "policy.snapshot",
  family: "policies",
  ownership: "environment",
  risk: "artifact",
  lane: "long",
  expectedDurationSeconds: 120,
  lifecycle: laneLifecycles.long,
  capability: "tenant.policies.sync",
  correlationKeys: ["policyId"],
  actionability: "later_success",
  provenBy: "nothing",
  proves: "nothing",
  input: policySnapshotInput,
  start: {
    prepare: () => import("./policy.snapshot.start.ts"),
    requires: ({ policyId }) => [requiredRecord("policies", policyId)],
    calls: ["deviceCompliancePolicies", "deviceConfigurations", "configurationPolicies"],
    handle: () => import("./policy.snapshot.work.ts"),
    settleRecords: "no_records",
  },
  // A snapshot of an unchanged policy stores nothing that names its run; repeating it is safe.
  reconcile: "unsupported",
});
