import { defineOperation } from "../define-operation.ts";
import { laneLifecycles } from "../lane-lifecycles.ts";
import { connectionInput, requiresConnection } from "../provider/connection-choice.ts";

/** Reads what the tenant says about itself: organization, domains and licences. */
export const tenantSync = defineOperation({
  type: "tenant.sync",
  family: "inventory",
  ownership: "environment",
  risk: "read",
  lane: "long",
  expectedDurationSeconds: 60,
  lifecycle: laneLifecycles.long,
  capability: "tenant.operations.start",
  correlationKeys: ["selectionHash"],
  actionability: "later_success",
  provenBy: "nothing",
  proves: "nothing",
  input: connectionInput,
  start: {
    prepare: () => import("../provider/connection-selection.start.ts"),
    requires: requiresConnection,
    calls: ["organization", "domains", "subscribedSkus"],
    handle: () => import("./tenant.sync.work.ts"),
    settleRecords: "no_records",
  },
  reconcile: "unsupported",
});
