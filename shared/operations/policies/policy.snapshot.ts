import { defineOperation } from "../define-operation.ts";
import { noInput } from "../no-input.ts";

/** Keeps one policy as it is now, as a version of its own. */
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
  input: noInput,
  start: "not_startable",
  reconcile: "unsupported",
});
