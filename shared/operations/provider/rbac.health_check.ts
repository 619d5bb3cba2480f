import { defineOperation } from "../define-operation.ts";
import { noInput } from "../no-input.ts";

/** Checks that the role assignments an environment depends on exist. */
export const rbacHealthCheck = defineOperation({
  type: "rbac.health_check",
  family: "posture",
  ownership: "environment",
  risk: "read",
  lane: "long",
  expectedDurationSeconds: 30,
  lifecycle: "uncovered",
  capability: "tenant.operations.start",
  correlationKeys: ["selectionHash"],
  actionability: "later_success",
  provenBy: "nothing",
  input: noInput,
  start: "not_startable",
  reconcile: "unsupported",
});
