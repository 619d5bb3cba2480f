import { defineOperation } from "../define-operation.ts";
import { noInput } from "../no-input.ts";

/** Stores the current state of one policy as a separate version. */
export const policySnapshot = defineOperation({
  type: "policy.snapshot",
  family: "policies",
  ownership: "environment",
  risk: "artifact",
  lane: "long",
  expectedDurationSeconds: 120,
  lifecycle: "uncovered",
  capability: "tenant.policies.sync",
  correlationKeys: ["policyId"],
  actionability: "later_success",
  provenBy: "nothing",
  proves: "nothing",
  input: noInput,
  start: "not_startable",
  reconcile: "unsupported",
});
