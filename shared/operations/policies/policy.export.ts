import { defineOperation } from "../define-operation.ts";
import { noInput } from "../no-input.ts";

/** Exports the selected policies to a file for download. */
export const policyExport = defineOperation({
  type: "policy.export",
  family: "policies",
  ownership: "environment",
  risk: "artifact",
  lane: "long",
  expectedDurationSeconds: 120,
  lifecycle: "uncovered",
  capability: "tenant.backups.manage",
  correlationKeys: ["selectionHash"],
  actionability: "later_success",
  provenBy: "nothing",
  proves: "nothing",
  input: noInput,
  start: "not_startable",
  reconcile: "unsupported",
});
