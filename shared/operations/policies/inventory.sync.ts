import { defineOperation } from "../define-operation.ts";
import { laneLifecycles } from "../lane-lifecycles.ts";
import { requiresConnection } from "../provider/connection-choice.ts";
import { inventoryCalls, inventorySyncInput } from "./inventory.sync.input.ts";

/** Reads the names of all configuration objects by type, and how completely each type was read. */
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
  proves: "nothing",
  input: inventorySyncInput,
  start: {
    prepare: () => import("./inventory.sync.start.ts"),
    requires: requiresConnection,
    calls: inventoryCalls,
    handle: () => import("./inventory.sync.work.ts"),
    settleRecords: "no_records",
  },
  reconcile: "unsupported",
});
