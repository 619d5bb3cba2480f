import { defineOperation } from "../define-operation.ts";
import { laneLifecycles } from "../lane-lifecycles.ts";
import { connectionInput, requiresConnection } from "../provider/connection-choice.ts";

/** Reads who holds which administrator role: standing, activated and eligible. */
export const entraAdminRolesScan = defineOperation({
  type: "entra.admin_roles.scan",
  family: "posture",
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
    writes: ({ id }) => ({ type: "admin_role_scan", id }),
    calls: [
      "directoryRoleDefinitions",
      "directoryRoleAssignments",
      "roleAssignmentScheduleInstances",
      "roleEligibilityScheduleInstances",
    ],
    handle: () => import("./entra.admin_roles.scan.work.ts"),
    settleRecords: "no_records",
  },
  reconcile: "unsupported",
});
