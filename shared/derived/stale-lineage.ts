import type { Lifecycle } from "../run/lifecycle.ts";
import type { Run } from "../run/run.ts";
import { isProblem } from "../run/status.ts";
import { deriveFreshness, type FreshnessFacts } from "./freshness.ts";

/** Reconciliation reasons that mark a run as closed for its age. */
const staleReasons: ReadonlySet<string> = new Set([
  "run.stale_queued",
  "run.stale_running",
  "run.infrastructure_timeout_or_abandonment",
]);

/** Whether a run was closed only because of its age. */
export function isClosedForAge({ context }: { readonly context: Pick<Run["context"], "reconciliation"> }): boolean {
  return staleReasons.has(context.reconciliation?.reasonCode ?? "");
}

/**
 * True for a problem that was overdue when the sweep, the bridge or an adapter ended it. It never changes, so that
 * such a run remains distinguishable from other failures (spec 178, D-005). Like freshness it is derived, never
 * stored: from the state recorded by the reconciliation and the window of its type.
 */
export function hasStaleLineage(run: Omit<FreshnessFacts, "status">, lifecycle: Lifecycle): boolean {
  const { reconciliation } = run.context;
  if (reconciliation === undefined) return false;
  if (isClosedForAge(run)) return true;
  const before = { ...run, status: reconciliation.previousStatus };
  const wasActive = reconciliation.previousStatus !== "completed" && isProblem(run.outcome);
  return wasActive && deriveFreshness(before, lifecycle, new Date(reconciliation.reconciledAt)) === "likely_stale";
}
