import type { Clock } from "../../shared/foundation/clock.ts";
import { cancelReasonOf } from "../../shared/ledger/cancelled-end.ts";
import type { CancelRun } from "../../shared/reconcile/cancel-run.ts";
import type { CancelRequest, Run } from "../../shared/run/run.ts";
import type { AbortWave } from "../../shared/waves/abort-wave.ts";
import type { AuditEntries } from "../middleware/audit-entries.ts";
import { type Caller, initiatorOf } from "../middleware/caller.ts";

interface Dependencies {
  readonly cancelRun: CancelRun;
  /** Stops what a run in steps has started. */
  readonly abortWave: AbortWave;
  readonly auditEntries: Pick<AuditEntries, "cancelRequested">;
  readonly clock: Clock;
}

/** `cancelled`: the request ended the run. `cancel_requested`: a worker holds the lease, or the run had completed. */
interface Stopped {
  readonly result: "cancelled" | "cancel_requested";
  readonly run: Run;
}

/** The plane of the request; undefined for the run's own workspace. */
type Plane = CancelRequest["plane"];

/**
 * Stops a run on request, on either plane. A pending cancel request is audited here and again at the run's end, in case
 * this request dies first. A run that ends at once is audited by its end alone.
 */
export function createStopRun({ cancelRun, abortWave, auditEntries, clock }: Dependencies) {
  return async function stopRun(run: Run, caller: Caller, plane?: Plane): Promise<Stopped> {
    const stopped = findEarlierStop(run, caller, plane) ?? (await stop(run, caller, plane));
    await abortWave(stopped.run);
    if (stopped.result === "cancel_requested") await auditEntries.cancelRequested(caller, stopped.run);
    return stopped;
  };

  async function stop(run: Run, caller: Caller, plane: Plane): Promise<Stopped> {
    const request = { by: initiatorOf(caller).id, at: clock.now().toISOString(), ...(plane && { plane }) };
    const cancelled = await cancelRun(run, request);
    return { result: cancelled.result === "cancelled" ? "cancelled" : "cancel_requested", run: cancelled.run };
  }
}
export type StopRun = ReturnType<typeof createStopRun>;

/** The result of an earlier stop request by the same caller; undefined when there was none. */
export function findEarlierStop(run: Run, caller: Caller, plane?: Plane): Stopped | undefined {
  const { cancelRequested, endedBy } = run;
  const { id } = initiatorOf(caller);
  if (cancelRequested?.by === id) return { result: "cancel_requested", run };
  const isByThem = endedBy?.actor === id && endedBy.reasonCode === cancelReasonOf(plane);
  return isByThem ? { result: "cancelled", run } : undefined;
}
