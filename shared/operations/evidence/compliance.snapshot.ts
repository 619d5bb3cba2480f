import { defineOperation } from "../define-operation.ts";
import { noInput } from "../no-input.ts";

/** Records how far an environment complies with its own policies. */
export const complianceSnapshot = defineOperation({
  type: "compliance.snapshot",
  family: "posture",
  ownership: "environment",
  risk: "read",
  lane: "long",
  expectedDurationSeconds: 120,
  lifecycle: "uncovered",
  capability: "tenant.providers.run_ops",
  correlationKeys: ["providerConnectionId"],
  actionability: "later_success",
  provenBy: "nothing",
  input: noInput,
  start: "not_startable",
  reconcile: "unsupported",
});
