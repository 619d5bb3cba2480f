import type { Lifecycle } from "../run/lifecycle.ts";
import type { Run } from "../run/run.ts";

/** The end of an active run's window; after it the run is overdue. Null for a run without one. */
export function deriveStaleSince(
  run: Pick<Run, "status" | "createdAt" | "startedAt">,
  lifecycle: Lifecycle,
): string | null {
  if (run.status === "completed" || lifecycle === "uncovered") return null;
  const isQueued = run.status === "queued";
  const since = Date.parse(isQueued ? run.createdAt : (run.startedAt ?? run.createdAt));
  const seconds = isQueued ? lifecycle.queuedStaleAfterSeconds : lifecycle.runningStaleAfterSeconds;
  return Number.isFinite(since) ? new Date(since + seconds * 1000).toISOString() : null;
}
