import { defineOperation } from "../define-operation.ts";
import { noInput } from "../no-input.ts";

/** Restores a policy version from the archive. */
export const policyVersionRestore = defineOperation({
  type: "policy_version.restore",
  family: "policies",
  ownership: "environment",
  risk: "mutation",
  lane: "long",
  expectedDurationSeconds: 20,
  lifecycle: "uncovered",
  capability: "tenant.backups.manage",
  correlationKeys: ["policyVersionId"],
  actionability: "manual_review",
  provenBy: "nothing",
  input: noInput,
  start: "not_startable",
  reconcile: "unsupported",
});
