import type { Clock } from "../foundation/clock.ts";
import { cancelledEnd, isReleased } from "../ledger/cancelled-end.ts";
import type { RunService } from "../ledger/run-service.ts";
import type { AnyOperation } from "../operations/registry.ts";
import { hasSteps } from "../operations/steps.ts";
import { isLeftToLease } from "../run/granted-wait.ts";
import type { CancelRequest, Run } from "../run/run.ts";
import type { ReconcileRun } from "./reconcile-run.ts";

/**
 * Result of a cancel request. `cancelled`: the request ended the run. `requested`: a worker has the run and will see
 * the request. `ended`: the run had already ended, or ended concurrently; that end is final.
 */
export interface Cancelled {
  readonly result: "cancelled" | "requested" | "ended";
  /** The stored run afterwards. */
  readonly run: Run;
}

interface Dependencies {
  readonly runService: RunService;
  readonly reconcileRun: ReconcileRun;
  readonly findOperation: (type: string) => AnyOperation | undefined;
  readonly clock: Clock;
}

/** Each retry means that the run changed concurrently, which is rare. */
const roundsMax = 8;

/**
 * Cancels a run. An idle run ends at once, unless stored proof shows that its work was done. A run with a live lease
 * is only marked, because two writers must never end it, and so is one in steps; a waiting run has no worker. Requires a
 * consistent read of the run.
 */
export function createCancelRun({ runService, reconcileRun, findOperation, clock }: Dependencies) {
  return async function cancelRun(read: Run, request: CancelRequest): Promise<Cancelled> {
    let run = read;
    const isInSteps = hasSteps(findOperation(read.type));
    for (let round = 0; round < roundsMax; round++) {
      if (run.status === "completed") return { result: "ended", run };
      // Work in steps ends only once what it has started has ended.
      const isLeased = isInSteps || isLeftToLease({ ...run, cancelRequested: request }, clock.now());
      if (isLeased && run.cancelRequested !== undefined) return { result: "requested", run };
      if (!isLeased && run.attempt > 0) {
        // The result of a silent attempt may be provable, and a provable end must never be overwritten.
        const proof = await reconcileRun(run, "operator_reconcile", request.by);
        if (proof.run.status === "completed") return { result: "ended", run: proof.run };
        run = proof.run;
      }
      const write = isLeased
        ? await runService.requestCancel(run, request)
        : await runService.finish(run, cancelledEnd(request, isReleased(run)), "cancel");
      if (write.outcome === "written") return { result: isLeased ? "requested" : "cancelled", run: write.run };
      if (write.stored === undefined) throw new Error(`cancel: run ${run.id} no longer exists`);
      run = write.stored;
    }
    throw new Error(`cancel: run ${read.id} had too many concurrent changes; retry the request`);
  };
}
export type CancelRun = ReturnType<typeof createCancelRun>;
