import { defineOperation } from "../define-operation.ts";
import { noInput } from "../no-input.ts";

/** Reads the assignments of a policy in a backup. */
export const assignmentsFetch = defineOperation({
  type: "assignments.fetch",
  family: "policies",
  ownership: "environment",
  risk: "read",
  lane: "long",
  expectedDurationSeconds: 60,
  lifecycle: "uncovered",
  capability: "tenant.operations.start",
  correlationKeys: ["backupItemId", "policyId"],
  actionability: "later_success",
  provenBy: "nothing",
  input: noInput,
  start: "not_startable",
  reconcile: "unsupported",
});
