import { defineOperation } from "../define-operation.ts";
import { noInput } from "../no-input.ts";

/** Deletes policies at the provider. */
export const policyDelete = defineOperation({
  type: "policy.delete",
  family: "policies",
  ownership: "environment",
  risk: "destructive",
  lane: "long",
  expectedDurationSeconds: 60,
  lifecycle: "uncovered",
  capability: "tenant.policies.delete",
  correlationKeys: ["selectionHash"],
  actionability: "manual_review",
  provenBy: "nothing",
  input: noInput,
  start: "not_startable",
  reconcile: "unsupported",
});
