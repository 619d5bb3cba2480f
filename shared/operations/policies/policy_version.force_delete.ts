import { defineOperation } from "../define-operation.ts";
import { noInput } from "../no-input.ts";

/** Deletes one version of a policy permanently. */
export const policyVersionForceDelete = defineOperation({
  type: "policy_version.force_delete",
  family: "policies",
  ownership: "environment",
  risk: "destructive",
  lane: "long",
  expectedDurationSeconds: 20,
  lifecycle: "uncovered",
  capability: "tenant.danger_zone",
  correlationKeys: ["policyVersionId"],
  actionability: "manual_review",
  provenBy: "nothing",
  input: noInput,
  start: "not_startable",
  reconcile: "unsupported",
});
