import type { Lifecycle } from "../run/lifecycle.ts";
import type { Run } from "../run/run.ts";
import { isFromNewerRelease, isProblem } from "../run/status.ts";
import type { Freshness } from "../run/verdicts.ts";

/** The facts freshness is derived from; nothing else about a run can change it. */
export type FreshnessFacts = Pick<Run, "status" | "outcome" | "createdAt" | "startedAt"> & {
  readonly context: Pick<Run["context"], "reconciliation">;
};

/**
 * How far a run's last word can be trusted, given how long its operation may be silent (spec 178, 358).
 *
 * Computed on every read and never stored: a stored answer would be wrong a minute later. Exactly at the
 * threshold is still fresh. An uncovered type, an unreadable time and what a newer release wrote are never called stale. Progress does not
 * renew the window: an operation that counts for ever is as stuck as one that is silent.
 */
export function deriveFreshness(run: FreshnessFacts, lifecycle: Lifecycle, now: Date): Freshness {
  if (run.status === "completed") {
    return run.context.reconciliation && isProblem(run.outcome) ? "reconciled_failed" : "terminal_normal";
  }
  if (lifecycle === "uncovered" || isFromNewerRelease(run)) return "unknown";

  const isQueued = run.status === "queued";
  const since = isQueued ? run.createdAt : (run.startedAt ?? run.createdAt);
  const allowedSeconds = isQueued ? lifecycle.queuedStaleAfterSeconds : lifecycle.runningStaleAfterSeconds;
  const elapsedSeconds = (now.getTime() - Date.parse(since)) / 1000;
  if (!Number.isFinite(elapsedSeconds)) return "unknown";

  return elapsedSeconds > allowedSeconds ? "likely_stale" : "fresh_active";
}
