import { defineOperation } from "../define-operation.ts";
import { laneLifecycles } from "../lane-lifecycles.ts";
import { deliverInput } from "./alerts.deliver.input.ts";

/** Sends a channel all messages that it is owed. */
export const alertsDeliver = defineOperation({
  type: "alerts.deliver",
  family: "alerts",
  ownership: "workspace",
  risk: "read",
  lane: "long",
  expectedDurationSeconds: 30,
  lifecycle: laneLifecycles.long,
  capability: "system_only",
  correlationKeys: ["alertDeliveryId"],
  actionability: "later_success",
  provenBy: "nothing",
  proves: "nothing",
  input: deliverInput,
  start: {
    prepare: () => import("./alerts.deliver.start.ts"),
    handle: () => import("./alerts.deliver.work.ts"),
    settleRecords: "no_records",
  },
  reconcile: "unsupported",
});
