import { defineOperation } from "../define-operation.ts";
import { laneLifecycles } from "../lane-lifecycles.ts";
import { connectionInput, requiresConnection } from "../provider/connection-choice.ts";

/** Counts the managed devices by platform and compliance state; stores no device. */
export const complianceSnapshot = defineOperation({
  type: "compliance.snapshot",
  family: "posture",
  ownership: "environment",
  risk: "read",
  lane: "long",
  expectedDurationSeconds: 120,
  lifecycle: laneLifecycles.long,
  capability: "tenant.providers.run_ops",
  correlationKeys: ["providerConnectionId"],
  actionability: "later_success",
  provenBy: "nothing",
  proves: "nothing",
  input: connectionInput,
  start: {
    prepare: () => import("../provider/provider.connection.check.start.ts"),
    requires: requiresConnection,
    writes: ({ id }) => ({ type: "compliance_snapshot", id }),
    calls: ["complianceSummary", "managedDevices"],
    handle: () => import("./compliance.snapshot.work.ts"),
    settleRecords: "no_records",
  },
  reconcile: "unsupported",
});
