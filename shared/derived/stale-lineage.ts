import type { Lifecycle } from "../run/lifecycle.ts";
import type { Run } from "../run/run.ts";
import { isProblem } from "../run/status.ts";
import { deriveFreshness } from "./freshness.ts";

/** What being closed for its age looks like in a run's reconciliation facts. */
const staleReasons: ReadonlySet<string> = new Set([
  "run.stale_queued",
  "run.stale_running",
  "run.infrastructure_timeout_or_abandonment",
]);

/** Whether a run was closed because of its age, and by nothing else. */
export function isClosedForAge({ context }: { readonly context: Pick<Run["context"], "reconciliation"> }): boolean {
  return staleReasons.has(context.reconciliation?.reasonCode ?? "");
}

/**
 * True for a problem that was overdue when the sweep, the bridge or an adapter ended it. It stays true for ever, so that
 * a run that was overdue does not look like any other failure once it is closed (spec 178, D-005). Like freshness it is
 * derived and never stored: from the state that the reconciliation recorded and the window that its type has.
 */
export function hasStaleLineage(
  run: Pick<Run, "outcome" | "createdAt" | "startedAt"> & { readonly context: Pick<Run["context"], "reconciliation"> },
  lifecycle: Lifecycle,
): boolean {
  const { reconciliation } = run.context;
  if (reconciliation === undefined) return false;
  if (isClosedForAge(run)) return true;
  const before = { ...run, status: reconciliation.previousStatus };
  const wasActive = reconciliation.previousStatus !== "completed" && isProblem(run.outcome);
  return wasActive && deriveFreshness(before, lifecycle, new Date(reconciliation.reconciledAt)) === "likely_stale";
}
