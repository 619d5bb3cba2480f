import type { Lifecycle } from "../run/lifecycle.ts";
import type { Run } from "../run/run.ts";
import { isFromNewerRelease, isProblem } from "../run/status.ts";
import type { Freshness } from "../run/verdicts.ts";
import { deriveStaleSince, type WindowFacts } from "./stale-since.ts";

/** The only facts that freshness depends on. */
export type FreshnessFacts = WindowFacts &
  Pick<Run, "outcome"> & { readonly context: Pick<Run["context"], "reconciliation"> };

/**
 * Freshness: whether an active run is still within the time its operation allows (spec 178, 358).
 * Computed on every read and never stored: a stored value would be outdated a minute later. Exactly at the threshold
 * is still fresh. Uncovered types, unreadable times and runs written by a newer release are never stale. Progress
 * does not extend the window: an operation that keeps counting is as stuck as a silent one. A granted wait does.
 */
export function deriveFreshness(run: FreshnessFacts, lifecycle: Lifecycle, now: Date): Freshness {
  if (run.status === "completed") {
    return run.context.reconciliation && isProblem(run.outcome) ? "reconciled_failed" : "terminal_normal";
  }
  if (lifecycle === "uncovered" || isFromNewerRelease(run)) return "unknown";

  const staleSince = deriveStaleSince(run, lifecycle);
  if (staleSince === null || Number.isNaN(now.getTime())) return "unknown";
  return now.getTime() > Date.parse(staleSince) ? "likely_stale" : "fresh_active";
}
