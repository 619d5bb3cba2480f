import type { RunTruth } from "../derived/run-truth.ts";
import { isClosedForAge } from "../derived/stale-lineage.ts";
import { isCancelled, isUnconfirmed } from "../run/cancelled.ts";
import type { RelatedRef, Run } from "../run/run.ts";
import { isFromNewerRelease, type RunOutcome } from "../run/status.ts";
import type { Freshness } from "../run/verdicts.ts";
import { fill } from "./fill.ts";
import { type Locale, wordsOf } from "./locale.ts";
import type { Words } from "./locales/en.ts";

export type Headline = keyof Words["headlines"];

/** The facts a headline uses; the initiator is not among them, so a system run reads the same. */
export type HeadlineFacts = Pick<Run, "status" | "outcome" | "context" | "endedBy" | "failures" | "cancelRequested">;
type Truth = Pick<RunTruth, "freshness"> & {
  readonly actionability: Pick<RunTruth["actionability"], "isCurrentFollowUp">;
};

/**
 * The headline of a run (spec 358): never calmer than the facts. Stale runs get no reassurance, fresh runs no alarm,
 * and no sentence claims that a worker is gone. `related` is limited to what the reader may see; hidden records are
 * not hinted at.
 */
export function headlineOf(run: HeadlineFacts, truth: Truth, related: RelatedRef | undefined, locale: Locale): string {
  const { headlines } = wordsOf(locale);
  return fill(headlines[headlineKeyOf(run, truth, related)], { cause: causeOf(run, locale) ?? "" });
}

/**
 * The same sentence for the page of one run: where a record is the cause, it is named instead of its class, which the page
 * would otherwise say as well.
 */
export function bannerOf(
  run: HeadlineFacts,
  truth: Truth,
  related: RelatedRef | undefined,
  cause: { readonly text: string; readonly related: RelatedRef | null } | null,
  locale: Locale,
): string {
  const key = headlineKeyOf(run, truth, related);
  const isNamed = cause !== null && cause.related !== null && (key === "blocked_because" || key === "failed_because");
  if (!isNamed) return headlineOf(run, truth, related, locale);
  return fill(wordsOf(locale).headlines[key], { cause: cause.text.endsWith(".") ? cause.text : `${cause.text}.` });
}

/** The key of that sentence. */
export function headlineKeyOf(run: HeadlineFacts, truth: Truth, related: RelatedRef | undefined): Headline {
  if (isFromNewerRelease(run)) return "newer_version";
  return run.status === "completed" ? endOf(run, truth, related) : activeOf(run, run.status, truth.freshness);
}

function activeOf(
  { cancelRequested }: HeadlineFacts,
  status: "queued" | "running" | "unknown",
  freshness: Freshness,
): Headline {
  if (status === "unknown") return "newer_version";
  if (freshness === "likely_stale") return `${status}_stale`;
  if (cancelRequested !== undefined) return "stopping";
  return freshness === "fresh_active" ? `${status}_fresh` : "unknown_active";
}

const plainEnds = {
  // Every writer of an end sets the outcome; a missing one is shown as unconfirmed.
  pending: "unconfirmed",
  succeeded: "succeeded",
  partially_succeeded: "partial",
  blocked: "blocked",
  failed: "failed",
  unknown: "newer_version",
} as const satisfies Record<RunOutcome, Headline>;

function endOf(run: HeadlineFacts, { actionability }: Truth, related: RelatedRef | undefined): Headline {
  const { mode, reconciliation } = run.context;
  if (run.outcome === "succeeded") {
    if (mode === "preview") return "preview_ready";
    const isFoundReview = reconciliation !== undefined && related?.type === "environment_review";
    return isFoundReview ? "succeeded_review_reused" : "succeeded";
  }
  const isNotConfirmed = reconciliation?.decision === "attention_required" || run.outcome === "pending";
  if (isNotConfirmed) return actionability.isCurrentFollowUp ? "attention_ambiguous" : "unconfirmed";
  if (isCancelled(run)) {
    return isUnconfirmed(run) ? "cancelled_unconfirmed" : "cancelled";
  }
  if (reconciliation?.reasonCode === "run.infrastructure_timeout_or_abandonment") return "closed_after_a_day";
  if (isClosedForAge(run)) return "failed_from_stale";
  if (reconciliation?.reasonCode === "run.queue_failure_bridge") return "failed_bridge";
  if (causeOf(run, "en") === undefined) return plainEnds[run.outcome];
  return run.outcome === "blocked" ? "blocked_because" : run.outcome === "failed" ? "failed_because" : "partial";
}

/** The cause of an end, when its reason has a sentence. */
function causeOf({ endedBy }: Pick<Run, "endedBy">, locale: Locale): string | undefined {
  let causes = causesByLocale.get(locale);
  if (causes === undefined) {
    const { other: _, ...failures } = wordsOf(locale).failures;
    causes = new Map(Object.entries(failures));
    causesByLocale.set(locale, causes);
  }
  return causes.get(endedBy?.reasonCode ?? "");
}

/** Cached: a list asks for the cause of each run, several times. */
const causesByLocale = new Map<Locale, ReadonlyMap<string, string>>();
