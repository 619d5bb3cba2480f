import { hasStaleLineage } from "../derived/stale-lineage.ts";
import { cancelUnconfirmedCode, type RelatedRef, type Run } from "../run/run.ts";
import type { RunOutcome } from "../run/status.ts";
import type { Freshness } from "../run/verdicts.ts";
import { type Locale, wordsOf } from "./locale.ts";
import type { Words } from "./locales/en.ts";

type Headline = keyof Words["headlines"];

/** The facts a headline speaks of; who started the run is not among them, so a system run reads the same. */
export type HeadlineFacts = Pick<Run, "status" | "outcome" | "context" | "endedBy" | "failures">;

/**
 * The one calm sentence about a run (spec 358): never calmer than the truth. A stale run is not comforted, a
 * fresh one is not alarmed, and nothing claims to know that a worker is gone. `related` is what this reader may
 * see: a thing they may not see is not hinted at.
 */
export function headlineOf(
  run: HeadlineFacts,
  freshness: Freshness,
  related: RelatedRef | undefined,
  locale: Locale,
): string {
  const headline = run.status === "completed" ? endOf(run, related) : activeOf(run.status, freshness);
  return wordsOf(locale).headlines[headline];
}

function activeOf(status: "queued" | "running", freshness: Freshness): Headline {
  if (freshness === "likely_stale") return `${status}_stale`;
  return freshness === "fresh_active" ? `${status}_fresh` : "unknown_active";
}

const plainEnds = {
  // Nobody can end a run without saying how; if it is stored like that, a person has to look.
  pending: "attention_ambiguous",
  succeeded: "succeeded",
  partially_succeeded: "partial",
  blocked: "blocked",
  failed: "failed",
} as const satisfies Record<RunOutcome, Headline>;

const cancelReasons: ReadonlySet<string | undefined> = new Set([
  "run.cancelled_by_operator",
  "run.cancelled_by_platform",
]);

function endOf(run: HeadlineFacts, related: RelatedRef | undefined): Headline {
  const { mode, reconciliation } = run.context;
  if (run.outcome === "succeeded") {
    if (mode === "preview") return "preview_ready";
    const isFoundReview = reconciliation !== undefined && related?.type === "environment_review";
    return isFoundReview ? "succeeded_review_reused" : "succeeded";
  }
  if (reconciliation?.decision === "attention_required") return "attention_ambiguous";
  if (cancelReasons.has(run.endedBy?.reasonCode)) {
    return run.failures.some(({ code }) => code === cancelUnconfirmedCode) ? "cancelled_unconfirmed" : "cancelled";
  }
  if (hasStaleLineage(run)) return "failed_from_stale";
  if (reconciliation?.reasonCode === "run.queue_failure_bridge") return "failed_bridge";
  return plainEnds[run.outcome];
}
