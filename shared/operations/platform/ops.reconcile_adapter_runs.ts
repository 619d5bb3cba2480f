import { defineOperation } from "../define-operation.ts";
import { noInput } from "../no-input.ts";

/**
 * The record of one sweep that changed something in a workspace. Only the platform writes it, already
 * completed; there is nothing to start, to hand to a queue, or to call stale.
 */
export const opsReconcileAdapterRuns = defineOperation({
  type: "ops.reconcile_adapter_runs",
  family: "operations",
  ownership: "workspace",
  risk: "read",
  lane: "long",
  expectedDurationSeconds: 60,
  lifecycle: "uncovered",
  capability: "system_only",
  // It is written as a success or not at all, so there is never a problem of it to speak for.
  correlationKeys: [],
  actionability: "later_success",
  provenBy: "nothing",
  input: noInput,
  start: "not_startable",
  reconcile: "unsupported",
});
