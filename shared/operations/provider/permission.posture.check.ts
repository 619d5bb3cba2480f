import { defineOperation } from "../define-operation.ts";
import { noInput } from "../no-input.ts";

/** Compares the permissions granted to a connection with those that operations require. */
export const permissionPostureCheck = defineOperation({
  type: "permission.posture.check",
  family: "posture",
  ownership: "environment",
  risk: "read",
  lane: "long",
  expectedDurationSeconds: 30,
  lifecycle: "uncovered",
  capability: "tenant.providers.run_ops",
  correlationKeys: ["providerConnectionId"],
  actionability: "later_success",
  provenBy: "nothing",
  input: noInput,
  start: "not_startable",
  reconcile: "unsupported",
});
