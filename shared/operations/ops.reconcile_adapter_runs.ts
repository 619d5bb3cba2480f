import * as z from "zod";
import { defineOperation } from "./define-operation.ts";

/**
 * The record of one sweep that changed something in a workspace. Only the platform writes it, already
 * completed; there is nothing to start, to hand to a queue, or to call stale.
 */
export const opsReconcileAdapterRuns = defineOperation({
  type: "ops.reconcile_adapter_runs",
  family: "operations",
  ownership: "workspace",
  risk: "read",
  lane: "short",
  expectedDurationSeconds: 60,
  lifecycle: "uncovered",
  capability: "system_only",
  correlationKeys: [],
  actionability: "later_success",
  input: z.strictObject({}),
  start: "not_startable",
  reconcile: "unsupported",
});
