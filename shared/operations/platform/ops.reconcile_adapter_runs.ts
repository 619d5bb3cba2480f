import { defineOperation } from "../define-operation.ts";
import { noInput } from "../no-input.ts";

/**
 * The record of one sweep that changed something in a workspace. The platform writes it already completed, so it is
 * never started, queued or stale.
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
  // Only successes are written, so there is never a problem to resolve.
  correlationKeys: [],
  actionability: "later_success",
  provenBy: "nothing",
  proves: "nothing",
  input: noInput,
  start: "not_startable",
  reconcile: "unsupported",
});
