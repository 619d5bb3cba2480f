import { defineOperation } from "../define-operation.ts";
import { noInput } from "../no-input.ts";

/** Copies settings from one environment to another; the run belongs to the target environment. */
export const promotionExecute = defineOperation({
  type: "promotion.execute",
  family: "restores",
  ownership: "environment",
  risk: "destructive",
  lane: "long",
  expectedDurationSeconds: 600,
  lifecycle: "uncovered",
  capability: "tenant.restore.execute",
  correlationKeys: ["selectionHash"],
  actionability: "manual_review",
  provenBy: "nothing",
  proves: "nothing",
  input: noInput,
  start: "not_startable",
  reconcile: "unsupported",
});
