import type { Clock } from "../../shared/clock.ts";
import { cancelReasonOf } from "../../shared/ledger/cancelled-end.ts";
import type { CancelRun } from "../../shared/reconcile/cancel-run.ts";
import type { CancelRequest, Run } from "../../shared/run/run.ts";
import type { AuditEntries } from "../middleware/audit-entries.ts";
import { type Caller, initiatorOf } from "../middleware/caller.ts";

interface Parts {
  readonly cancelRun: CancelRun;
  readonly auditEntries: Pick<AuditEntries, "cancelRequested">;
  readonly clock: Clock;
}

/** `cancelled`: it has ended by that. `cancel_requested`: somebody works on it, or it turned out to be done. */
interface Stopped {
  readonly result: "cancelled" | "cancel_requested";
  readonly run: Run;
}

/** Where a person asks from: the run's own workspace when there is none. */
type Plane = CancelRequest["plane"];

/**
 * Stops a run for a person, on either plane. That somebody was asked to stop is written down here and again at the
 * run's end; a run that ends at once is written down by its end alone.
 */
export function createStopRun({ cancelRun, auditEntries, clock }: Parts) {
  return async function stopRun(run: Run, caller: Caller, plane?: Plane): Promise<Stopped> {
    const stopped = stoppedBefore(run, caller, plane) ?? (await stop(run, caller, plane));
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

/** What the same person's same wish came to before; undefined while they have not had it. */
export function stoppedBefore(run: Run, caller: Caller, plane?: Plane): Stopped | undefined {
  const { cancelRequested, endedBy } = run;
  const { id } = initiatorOf(caller);
  if (cancelRequested?.by === id) return { result: "cancel_requested", run };
  const isByThem = endedBy?.actor === id && endedBy.reasonCode === cancelReasonOf(plane);
  return isByThem ? { result: "cancelled", run } : undefined;
}
