import { waitOf } from "../run/granted-wait.ts";
import type { Lifecycle } from "../run/lifecycle.ts";
import type { Run } from "../run/run.ts";

/** The facts that the end of a window depends on. */
export type WindowFacts = Pick<Run, "status" | "createdAt" | "startedAt" | "waitedSeconds" | "messageId"> & {
  readonly context: Pick<Run["context"], "waiting">;
};

/**
 * The end of an active run's window; after it the run is overdue. Null for a run without one, and for unreadable times.
 * Granted waits extend the window of a running run by their length, and it never ends before the current wait: a run
 * is not overdue for a wait that it was granted, and after the wait it has no more time than it had before.
 */
export function deriveStaleSince(run: WindowFacts, lifecycle: Lifecycle): string | null {
  if (run.status === "completed" || lifecycle === "uncovered") return null;
  const isQueued = run.status === "queued";
  const since = Date.parse(isQueued ? run.createdAt : (run.startedAt ?? run.createdAt));
  const seconds = isQueued ? lifecycle.queuedStaleAfterSeconds : lifecycle.runningStaleAfterSeconds + run.waitedSeconds;
  if (!Number.isFinite(since)) return null;
  const until = Date.parse(waitOf(run)?.until ?? "");
  const end = since + seconds * 1000;
  return new Date(until > end ? until : end).toISOString();
}
