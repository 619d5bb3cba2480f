import type { Clock } from "../clock.ts";
import { cancelledEnd, isLetGo } from "../ledger/cancelled-end.ts";
import type { RunService } from "../ledger/run-service.ts";
import type { CancelRequest, Run } from "../run/run.ts";
import type { ReconcileRun } from "./reconcile-run.ts";

/**
 * What came of the wish to stop a run. `cancelled`: it has ended by that. `requested`: somebody works on it and will
 * see the wish. `ended`: it was done already, or somebody else ended it first; that end stands.
 */
export interface Cancelled {
  readonly result: "cancelled" | "requested" | "ended";
  /** The run as it is stored afterwards. */
  readonly run: Run;
}

interface Parts {
  readonly runService: RunService;
  readonly reconcileRun: ReconcileRun;
  readonly clock: Clock;
}

/** Each round means that the run moved meanwhile; it does not move often. */
const roundsMax = 8;

/**
 * Stops a run. One that nobody works on ends at once, unless stored proof shows that its work was done; one with a
 * living lease is only told, because two must never end it. The run must have been read consistently.
 */
export function createCancelRun({ runService, reconcileRun, clock }: Parts) {
  return async function cancelRun(read: Run, request: CancelRequest): Promise<Cancelled> {
    let run = read;
    for (let round = 0; round < roundsMax; round++) {
      if (run.status === "completed") return { result: "ended", run };
      const isLeased = run.leaseUntil !== undefined && Date.parse(run.leaseUntil) >= clock.now().getTime();
      if (isLeased && run.cancelRequested !== undefined) return { result: "requested", run };
      if (!isLeased && run.attempt > 0) {
        // What an attempt did before it fell silent may be provable, and a provable end must never be overwritten.
        const proof = await reconcileRun(run, "operator_reconcile", request.by);
        if (proof.run.status === "completed") return { result: "ended", run: proof.run };
        run = proof.run;
      }
      const write = isLeased
        ? await runService.requestCancel(run, request)
        : await runService.finish(run, cancelledEnd(request, isLetGo(run)), "observed");
      if (write.outcome === "written") return { result: isLeased ? "requested" : "cancelled", run: write.run };
      if (write.stored === undefined) throw new Error(`cancel: run ${run.id} is not there any more`);
      run = write.stored;
    }
    throw new Error(`cancel: run ${read.id} kept moving; ask again`);
  };
}
export type CancelRun = ReturnType<typeof createCancelRun>;
