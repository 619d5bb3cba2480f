import type { Run } from "../run/run.ts";
import { type AttentionCause, attentionCauses } from "../run/verdicts.ts";
import type { RunTruth } from "./run-truth.ts";

/** The cause, or undefined when the run needs no attention. */
export function attentionCauseOf(
  run: Pick<Run, "status" | "outcome">,
  truth: Pick<RunTruth, "needsAttention" | "actionability">,
): AttentionCause | undefined {
  if (!truth.needsAttention) return undefined;
  if (run.status !== "completed") return run.status === "running" ? "stale_running" : "stale_queued";
  if (truth.actionability.status === "requires_manual_review") return "manual_review";
  // An unknown outcome is a problem too, and is treated as failed.
  return run.outcome === "blocked" || run.outcome === "partially_succeeded" ? run.outcome : "failed";
}

/** Runs that need attention, by urgency, then oldest first. */
export function byUrgency<Item extends { readonly run: Run; readonly truth: RunTruth }>(
  items: readonly Item[],
): Item[] {
  const urgency = ({ run, truth }: Item) => {
    const cause = attentionCauseOf(run, truth);
    return cause === undefined ? attentionCauses.length : attentionCauses.indexOf(cause);
  };
  return items
    .filter(({ truth }) => truth.needsAttention)
    .toSorted((a, b) => urgency(a) - urgency(b) || (a.run.id < b.run.id ? -1 : 1));
}
