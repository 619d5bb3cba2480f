import { defineOperation } from "../define-operation.ts";
import { laneLifecycles } from "../lane-lifecycles.ts";
import { requiresConnection } from "../provider/connection-choice.ts";
import { policySyncInput } from "./policy.sync.input.ts";

/** Brings the stored policies of an environment up to what its provider holds. */
export const policySync = defineOperation({
  type: "policy.sync",
  family: "policies",
  ownership: "environment",
  risk: "read",
  lane: "long",
  expectedDurationSeconds: 90,
  lifecycle: laneLifecycles.long,
  capability: "tenant.policies.sync",
  correlationKeys: ["selectionHash"],
  actionability: "later_success",
  provenBy: "nothing",
  input: policySyncInput,
  start: {
    prepare: () => import("./policy.sync.start.ts"),
    requires: requiresConnection,
    handle: () => import("./policy.sync.work.ts"),
    // A collection stays incomplete until a sync has ended as a whole, which is the truth about it.
    settleRecords: "no_records",
  },
  reconcile: "unsupported",
});
