import { defineOperation } from "../define-operation.ts";
import { noInput } from "../no-input.ts";

/** Restores the previous assignments of restored policies. */
export const assignmentsRestore = defineOperation({
  type: "assignments.restore",
  family: "restores",
  ownership: "environment",
  risk: "destructive",
  lane: "long",
  expectedDurationSeconds: 120,
  lifecycle: "uncovered",
  capability: "tenant.restore.execute",
  correlationKeys: ["restoreRunId"],
  actionability: "manual_review",
  provenBy: "nothing",
  input: noInput,
  start: "not_startable",
  reconcile: "unsupported",
});
