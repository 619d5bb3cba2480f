import { defineOperation } from "../define-operation.ts";
import { noInput } from "../no-input.ts";

/** Evaluates the alert rules of a workspace for an event. */
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
  proves: "nothing",
  input: noInput,
  start: "not_startable",
  reconcile: "unsupported",
});
