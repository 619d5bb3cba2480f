import { defineOperation } from "../define-operation.ts";
import { noInput } from "../no-input.ts";

/** Sends one alert to its subscribers. */
export const alertsDeliver = defineOperation({
  type: "alerts.deliver",
  family: "alerts",
  ownership: "workspace",
  risk: "read",
  lane: "long",
  expectedDurationSeconds: 30,
  lifecycle: "uncovered",
  capability: "system_only",
  correlationKeys: ["alertDeliveryId"],
  actionability: "later_success",
  provenBy: "nothing",
  proves: "nothing",
  input: noInput,
  start: "not_startable",
  reconcile: "unsupported",
});
