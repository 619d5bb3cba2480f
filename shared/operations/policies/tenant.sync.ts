import { defineOperation } from "../define-operation.ts";
import { noInput } from "../no-input.ts";

/** Syncs the stored properties of an environment: name, domains and state. */
export const tenantSync = defineOperation({
  type: "tenant.sync",
  family: "inventory",
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
