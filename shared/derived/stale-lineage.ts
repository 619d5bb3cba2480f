import type { Run } from "../run/run.ts";

/** What being closed for silence looks like in a run's reconciliation facts, whoever closed it. */
const staleReasons: ReadonlySet<string> = new Set([
  "run.stale_queued",
  "run.stale_running",
  "run.infrastructure_timeout_or_abandonment",
]);

/**
 * True for a run that was closed because it had been silent for too long. It stays true for ever, so that a run
 * that was stale does not look like any other failure once it is closed (spec 178, D-005).
 */
export function hasStaleLineage(run: { readonly context: Pick<Run["context"], "reconciliation"> }): boolean {
  const { reconciliation } = run.context;
  return reconciliation !== undefined && staleReasons.has(reconciliation.reasonCode);
}
