import { defineOperation } from "../define-operation.ts";
import { noInput } from "../no-input.ts";

/** Scans the administrator role assignments in an environment's directory. */
export const entraAdminRolesScan = defineOperation({
  type: "entra.admin_roles.scan",
  family: "posture",
  ownership: "environment",
  risk: "read",
  lane: "long",
  expectedDurationSeconds: 60,
  lifecycle: "uncovered",
  capability: "tenant.operations.start",
  correlationKeys: ["selectionHash"],
  actionability: "later_success",
  provenBy: "nothing",
  input: noInput,
  start: "not_startable",
  reconcile: "unsupported",
});
