import { defineOperation } from "../define-operation.ts";
import { laneLifecycles } from "../lane-lifecycles.ts";
import { connectionInput, requiresConnection } from "./connection-choice.ts";

/** Checks the role assignments of Intune: groups and scope tags that are gone, unused roles, own reach. */
export const rbacHealthCheck = defineOperation({
  type: "rbac.health_check",
  family: "posture",
  ownership: "environment",
  risk: "read",
  lane: "long",
  expectedDurationSeconds: 30,
  lifecycle: laneLifecycles.long,
  capability: "tenant.operations.start",
  correlationKeys: ["selectionHash"],
  actionability: "later_success",
  provenBy: "nothing",
  proves: "nothing",
  input: connectionInput,
  start: {
    prepare: () => import("./connection-selection.start.ts"),
    requires: requiresConnection,
    writes: ({ id }) => ({ type: "rbac_report", id }),
    calls: [
      "intuneRoleDefinitions",
      "intuneRoleAssignmentsOf",
      "intuneRoleAssignment",
      "roleScopeTags",
      "directoryObjectsByIds",
    ],
    handle: () => import("./rbac.health_check.work.ts"),
    settleRecords: "no_records",
  },
  reconcile: "unsupported",
});
