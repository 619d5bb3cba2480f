import type { Run } from "../run/run.ts";
import { type AttentionCause, attentionCauses } from "../run/verdicts.ts";
import type { RunTruth } from "./run-truth.ts";

/** The cause, or undefined for a run that needs nobody. */
export function attentionCauseOf(
  run: Pick<Run, "status" | "outcome">,
  truth: Pick<RunTruth, "needsAttention" | "actionability">,
): AttentionCause | undefined {
  if (!truth.needsAttention) return undefined;
  if (run.status !== "completed") return run.status === "running" ? "stale_running" : "stale_queued";
  if (truth.actionability.status === "requires_manual_review") return "manual_review";
  // An end that nobody can name is a problem too, and told as one that did not complete.
  return run.outcome === "blocked" || run.outcome === "partially_succeeded" ? run.outcome : "failed";
}

/** Those that need somebody, the most urgent first and of equal urgency the oldest. */
export function byUrgency<Told extends { readonly run: Run; readonly truth: RunTruth }>(told: readonly Told[]): Told[] {
  const urgency = ({ run, truth }: Told) => {
    const cause = attentionCauseOf(run, truth);
    return cause === undefined ? attentionCauses.length : attentionCauses.indexOf(cause);
  };
  return told
    .filter(({ truth }) => truth.needsAttention)
    .toSorted((a, b) => urgency(a) - urgency(b) || (a.run.id < b.run.id ? -1 : 1));
}
