import { defineOperation } from "../define-operation.ts";
import { laneLifecycles } from "../lane-lifecycles.ts";
import { lacksPlan } from "../plans/plan-guard.ts";
import { planOf } from "../plans/plan-of.ts";
import { requiredRecord } from "../required-record.ts";
import { policyVersionPurgeInput } from "./policy-version.input.ts";

/** Deletes one version of a policy permanently. */
export const policyVersionForceDelete = defineOperation({
  type: "policy_version.force_delete",
  family: "policies",
  ownership: "environment",
  risk: "destructive",
  lane: "long",
  expectedDurationSeconds: 20,
  lifecycle: laneLifecycles.long,
  capability: "tenant.danger_zone",
  correlationKeys: ["policyVersionId", "mode"],
  actionability: "manual_review",
  provenBy: "nothing",
  proves: "nothing",
  input: policyVersionPurgeInput,
  start: {
    prepare: () => import("./policy_version.force_delete.start.ts"),
    requires: ({ policyVersionId }) => [requiredRecord("policy-versions", policyVersionId)],
    lacks: (input) => lacksPlan(input),
    writes: planOf,
    handle: () => import("./policy_version.force_delete.work.ts"),
    settleRecords: () => import("../plans/plan.proof.ts"),
  },
  reconcile: "unsupported",
});
