import { defineOperation } from "../define-operation.ts";
import { laneLifecycles } from "../lane-lifecycles.ts";
import { connectionInput, requiresConnection } from "./connection-choice.ts";

/** Compares the permissions granted to a connection with those that operations require. */
export const permissionPostureCheck = defineOperation({
  type: "permission.posture.check",
  family: "posture",
  ownership: "environment",
  risk: "read",
  lane: "long",
  expectedDurationSeconds: 30,
  lifecycle: laneLifecycles.long,
  capability: "tenant.providers.run_ops",
  correlationKeys: ["providerConnectionId"],
  actionability: "later_success",
  provenBy: "nothing",
  proves: "nothing",
  input: connectionInput,
  start: {
    prepare: () => import("./provider.connection.check.start.ts"),
    requires: requiresConnection,
    writes: ({ id }) => ({ type: "permission_report", id }),
    calls: ["appRoles", "grantedAppRoles"],
    handle: () => import("./permission.posture.check.work.ts"),
    settleRecords: "no_records",
  },
  reconcile: "unsupported",
});
