import { defineOperation } from "../define-operation.ts";
import { noInput } from "../no-input.ts";

/** Deletes the record of a restore permanently. */
export const restoreRunForceDelete = defineOperation({
  type: "restore_run.force_delete",
  family: "restores",
  ownership: "environment",
  risk: "destructive",
  lane: "long",
  expectedDurationSeconds: 20,
  lifecycle: "uncovered",
  capability: "tenant.danger_zone",
  correlationKeys: ["restoreRunId"],
  actionability: "manual_review",
  provenBy: "nothing",
  input: noInput,
  start: "not_startable",
  reconcile: "unsupported",
});
