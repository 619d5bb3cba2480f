import type { Lifecycle } from "../run/lifecycle.ts";
import type { Run } from "../run/run.ts";
import { isFromNewerRelease, isProblem } from "../run/status.ts";
import type { Freshness } from "../run/verdicts.ts";

/** The only facts that freshness depends on. */
export type FreshnessFacts = Pick<Run, "status" | "outcome" | "createdAt" | "startedAt"> & {
  readonly context: Pick<Run["context"], "reconciliation">;
};

/**
 * Freshness: whether an active run is still within the time its operation allows (spec 178, 358).
 * Computed on every read and never stored: a stored value would be outdated a minute later. Exactly at the threshold
 * is still fresh. Uncovered types, unreadable times and runs written by a newer release are never stale. Progress
 * does not extend the window: an operation that keeps counting is as stuck as a silent one.
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
