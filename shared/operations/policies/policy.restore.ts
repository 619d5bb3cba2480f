import { defineOperation } from "../define-operation.ts";
import { noInput } from "../no-input.ts";

/** Restores removed policies. */
export const policyRestore = defineOperation({
  type: "policy.restore",
  family: "policies",
  ownership: "environment",
  risk: "mutation",
  lane: "long",
  expectedDurationSeconds: 60,
  lifecycle: "uncovered",
  capability: "tenant.backups.manage",
  correlationKeys: ["selectionHash"],
  actionability: "manual_review",
  provenBy: "nothing",
  input: noInput,
  start: "not_startable",
  reconcile: "unsupported",
});
