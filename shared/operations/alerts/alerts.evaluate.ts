import { defineOperation } from "../define-operation.ts";
import { noInput } from "../no-input.ts";

/** Decides which alert rules of a workspace apply to what happened. */
export const alertsEvaluate = defineOperation({
  type: "alerts.evaluate",
  family: "alerts",
  ownership: "workspace",
  risk: "read",
  lane: "long",
  expectedDurationSeconds: 30,
  lifecycle: "uncovered",
  capability: "system_only",
  correlationKeys: ["selectionHash"],
  actionability: "later_success",
  provenBy: "nothing",
  input: noInput,
  start: "not_startable",
  reconcile: "unsupported",
});
