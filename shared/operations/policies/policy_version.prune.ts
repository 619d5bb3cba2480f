import { defineOperation } from "../define-operation.ts";
import { noInput } from "../no-input.ts";

/** Deletes old policy versions permanently. */
export const policyVersionPrune = defineOperation({
  type: "policy_version.prune",
  family: "policies",
  ownership: "environment",
  risk: "destructive",
  lane: "long",
  expectedDurationSeconds: 60,
  lifecycle: "uncovered",
  capability: "tenant.danger_zone",
  correlationKeys: ["selectionHash"],
  actionability: "manual_review",
  provenBy: "nothing",
  input: noInput,
  start: "not_startable",
  reconcile: "unsupported",
});
