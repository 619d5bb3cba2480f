import { defineOperation } from "../define-operation.ts";
import { noInput } from "../no-input.ts";

/** Restores the record of a restore from the archive. */
export const restoreRunRestore = defineOperation({
  type: "restore_run.restore",
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
