import { defineOperation } from "../define-operation.ts";
import { noInput } from "../no-input.ts";

/** Archives the record of a restore. */
export const restoreRunDelete = defineOperation({
  type: "restore_run.delete",
  family: "restores",
  ownership: "environment",
  risk: "mutation",
  lane: "long",
  expectedDurationSeconds: 20,
  lifecycle: "uncovered",
  capability: "tenant.restore.execute",
  correlationKeys: ["restoreRunId"],
  actionability: "manual_review",
  provenBy: "nothing",
  input: noInput,
  start: "not_startable",
  reconcile: "unsupported",
});
