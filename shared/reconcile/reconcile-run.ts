import type { Clock } from "../clock.ts";
import type { RunService } from "../ledger/run-service.ts";
import type { ReconcileResult } from "../operations/define-operation.ts";
import type { ReconciliationFacts, Run } from "../run/run.ts";
import { type AskAdapter, endOf } from "./ask-adapter.ts";

/** What came of asking for proof of one run's end. Only `reconciled` has written anything. */
export type Reconciled = {
  readonly result: "reconciled" | "no_proof" | "still_running" | "already_terminal" | "unsupported";
  /** The run as it is stored afterwards. */
  readonly run: Run;
  /** What the adapter said, when it was asked. */
  readonly answer?: ReconcileResult;
};

interface Parts {
  readonly runService: RunService;
  readonly askAdapter: AskAdapter;
  readonly clock: Clock;
}

/** What an answer without an end says about the run. */
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
 * Asks the adapter of one run and writes what is proven, through the one way a run ends. The run must have
 * been read consistently. A run that has ended is never asked about: nothing can change it (spec 360).
 */
export function createReconcileRun({ runService, askAdapter, clock }: Parts) {
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
    // Somebody else ended it first, or somebody works on it and nothing but a success may be written over that.
    return { result: stored.status === "completed" ? "already_terminal" : "still_running", run: stored, answer };
  };
}
export type ReconcileRun = ReturnType<typeof createReconcileRun>;
