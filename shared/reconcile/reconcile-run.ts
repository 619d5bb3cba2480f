import type { Clock } from "../foundation/clock.ts";
import type { RunService } from "../ledger/run-service.ts";
import type { ReconcileResult } from "../operations/define-operation.ts";
import type { ReconciliationFacts, Run } from "../run/run.ts";
import { type AskAdapter, endOf } from "./ask-adapter.ts";

/** Result of reconciling one run. Only `reconciled` has written anything. */
export type Reconciled = {
  readonly result: "reconciled" | "no_proof" | "still_running" | "already_terminal" | "unsupported";
  /** The stored run afterwards. */
  readonly run: Run;
  /** The adapter's answer, when it was asked. */
  readonly answer?: ReconcileResult;
};

interface Dependencies {
  readonly runService: RunService;
  readonly askAdapter: AskAdapter;
  readonly clock: Clock;
}

/** The result for adapter decisions without an end. */
const withoutEnd: Record<ReconcileResult["decision"], Reconciled["result"]> = {
  reconciled_succeeded: "still_running",
  reconciled_partially_succeeded: "still_running",
  reconciled_blocked: "still_running",
  attention_required: "still_running",
  reconciled_failed: "still_running",
  still_in_progress: "still_running",
  no_proof: "no_proof",
  unsupported: "unsupported",
};

/**
 * Asks the adapter of one run and completes the run with what is proven. Requires a consistent read. Ended runs are
 * never asked about: nothing can change them (spec 360).
 */
export function createReconcileRun({ runService, askAdapter, clock }: Dependencies) {
  return async function reconcileRun(
    run: Run,
    source: ReconciliationFacts["source"],
    actor?: string,
  ): Promise<Reconciled> {
    if (run.status === "completed") return { result: "already_terminal", run };
    const answer = await askAdapter(run, clock.now());
    const end = endOf(run, answer, source);
    if (end === undefined) return { result: withoutEnd[answer.decision], run, answer };

    const write = await runService.finish(run, { ...end, ...(actor !== undefined && { actor }) }, "observed");
    if (write.outcome === "written") return { result: "reconciled", run: write.run, answer };
    const stored = write.stored ?? run;
    // The run was completed concurrently, or a worker has it and only a success may be written.
    return { result: stored.status === "completed" ? "already_terminal" : "still_running", run: stored, answer };
  };
}
export type ReconcileRun = ReturnType<typeof createReconcileRun>;
