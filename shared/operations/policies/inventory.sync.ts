import { defineOperation } from "../define-operation.ts";
import { laneLifecycles } from "../lane-lifecycles.ts";
import { noInput } from "../no-input.ts";

/** Syncs the stored inventory of an environment with its provider. */
export const inventorySync = defineOperation({
  type: "inventory.sync",
  family: "inventory",
  ownership: "environment",
  risk: "read",
  lane: "long",
  expectedDurationSeconds: 180,
  lifecycle: laneLifecycles.long,
  capability: "tenant.inventory.sync",
  correlationKeys: ["selectionHash"],
  actionability: "later_success",
  provenBy: "nothing",
  input: noInput,
  start: "not_startable",
  reconcile: "unsupported",
});
