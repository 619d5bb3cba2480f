import { defineOperation } from "../define-operation.ts";
import { laneLifecycles } from "../lane-lifecycles.ts";
import { connectionInput, requiresConnection } from "./connection-choice.ts";

/** Requests a token and reads from the provider once, and stores the resulting state of the connection. */
export const providerConnectionCheck = defineOperation({
  type: "provider.connection.check",
  family: "provider",
  ownership: "environment",
  risk: "read",
  lane: "short",
  expectedDurationSeconds: 30,
  lifecycle: laneLifecycles.short,
  capability: "tenant.providers.run_ops",
  correlationKeys: ["providerConnectionId"],
  actionability: "current_state",
  provenBy: "nothing",
  proves: "check",
  input: connectionInput,
  start: {
    prepare: () => import("./provider.connection.check.start.ts"),
    requires: requiresConnection,
    calls: ["deviceCompliancePolicies"],
    handle: () => import("./provider.connection.check.work.ts"),
    settleRecords: "no_records",
  },
  reconcile: "unsupported",
});
