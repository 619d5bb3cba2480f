import { isLaterInstant } from "../../run/generation.ts";
import type { ReasonCode } from "../../run/reason-codes.ts";
import type { ReconcileResult } from "../define-operation.ts";

/** The part of a stored review that can prove how a compose run ended. */
export interface CandidateReview {
  readonly workspaceId: string;
  readonly environmentId: string;
  readonly id: string;
  readonly status: "draft" | "ready" | "published" | "archived" | "superseded" | "failed";
  readonly fingerprint: string;
  readonly operationRunId: string;
  readonly createdAt: string;
  readonly supersededByReviewId?: string | undefined;
}

/** All inputs of the decision, collected by the caller; the decision itself reads nothing. */
export interface ReviewFacts {
  readonly run: {
    readonly id: string;
    readonly workspaceId: string;
    readonly environmentId: string | null;
    readonly createdAt: string;
    readonly fingerprint: string | undefined;
    /** The review that the run references, if any. */
    readonly reviewId: string | undefined;
    /** Whether the run exceeded its lifecycle window. */
    readonly isStale: boolean;
  };
  /** Reviews that may prove the run. Those of another scope or fingerprint are ignored and never disclosed. */
  readonly candidates: readonly CandidateReview[];
  /** The successors of superseded reviews, in the scope of the run. */
  readonly successors: readonly CandidateReview[];
  /** Another active compose run that owns the draft. */
  readonly otherActiveRunId: string | undefined;
  /** Whether composing found another review in its place. */
  readonly hasConflict: boolean;
}

/** Maximum number of hops in a chain of superseded reviews (spec 359). */
export const lineageHopsMax = 10;
const evidenceIdsMax = 20;

/** The adapter's result, also used by the handler of the same operation. */
export type ReviewProof = ReconcileResult & { readonly reasonCode: ReasonCode };

type Verdict = Pick<ReviewProof, "decision" | "reasonCode"> & {
  readonly chosen?: CandidateReview;
  readonly lineage?: readonly CandidateReview[];
};

/**
 * What the stored reviews prove about a compose run (spec 359; each row of its table is one rule here). Only reviews
 * of the run's own workspace, environment and fingerprint count. Several usable reviews are never guessed between:
 * their lineage orders them, or manual review is required.
 */
export function decideReviewCompose(facts: ReviewFacts): ReviewProof {
  const { run } = facts;
  const { workspaceId, environmentId, fingerprint } = run;
  if (environmentId === null || fingerprint === undefined) {
    return { decision: "no_proof", reasonCode: "review_compose.fingerprint_missing", evidence: {} };
  }
  const isInScope = (review: CandidateReview) =>
    review.workspaceId === workspaceId && review.environmentId === environmentId;
  const candidates = uniqueById(facts.candidates.filter((one) => isInScope(one) && one.fingerprint === fingerprint));
  const known = new Map([...facts.successors.filter(isInScope), ...candidates].map((review) => [review.id, review]));

  const { decision, reasonCode, chosen, lineage = [] } = judge(facts, candidates, known);
  const considered = uniqueById([...(chosen ? [chosen] : []), ...candidates, ...lineage]);
  return {
    decision,
    reasonCode,
    evidence: {
      workspaceId,
      environmentId,
      fingerprint,
      consideredReviewIds: considered.slice(0, evidenceIdsMax).map(({ id }) => id),
      ...(chosen && { chosenReviewId: chosen.id }),
      ...(lineage.length > 0 && {
        statusLineage: lineage.slice(0, lineageHopsMax).map(({ id, status }) => ({ id, status })),
      }),
    },
    ...(chosen && { related: { type: "environment_review", id: chosen.id } }),
    ...(decision === "reconciled_failed" && {
      failures: [{ code: reasonCode, message: "The review of this run could not be composed." }],
    }),
    ...(decision === "reconciled_blocked" && { failures: [{ code: reasonCode, message: messageOfConflict }] }),
  };
}

const messageOfConflict = "Another review for the same evidence is in the way; start again once its state is settled.";

function judge(facts: ReviewFacts, candidates: readonly CandidateReview[], known: Known): Verdict {
  const usable = candidates.filter(isUsable);
  if (usable.length > 0) return judgeUsable(usable, known, facts.hasConflict);

  const own = candidates.find((one) => one.id === facts.run.reviewId || one.operationRunId === facts.run.id);
  const focus = own ?? byStanding.flatMap((status) => candidates.filter((one) => one.status === status)).at(0);
  const followed = focus?.status === "superseded" ? follow(focus, known) : undefined;
  if (followed?.end !== undefined) {
    const reasonCode = facts.hasConflict ? "review_compose.duplicate_recovered" : "review_compose.successor_usable";
    return { decision: "reconciled_succeeded", reasonCode, chosen: followed.end, lineage: followed.path };
  }
  if (facts.hasConflict) {
    return { decision: "reconciled_blocked", reasonCode: "review_compose.duplicate_unrecoverable" };
  }
  if (focus === undefined) return { decision: "no_proof", reasonCode: "review_compose.no_matching_review" };
  if (focus.status === "draft") return judgeDraft(facts);

  // A review abandoned before this run began proves nothing about the run, which may still reuse it. Clocks differ, so
  // only a review that is later beyond their skew is not from before.
  if (own === undefined && !facts.run.isStale && !isLaterInstant(focus.createdAt, facts.run.createdAt)) {
    return { decision: "still_in_progress", reasonCode: "review_compose.run_in_progress" };
  }
  if (focus.status === "failed") return { decision: "reconciled_failed", reasonCode: "review_compose.review_failed" };
  if (followed !== undefined) {
    return {
      decision: "attention_required",
      reasonCode: "review_compose.lineage_ambiguous",
      lineage: followed.path,
    };
  }
  return { decision: "attention_required", reasonCode: "review_compose.review_archived" };
}

/** Without its own review, a run is judged by active reviews before abandoned ones. */
const byStanding = ["draft", "failed", "superseded", "archived"] as const;

function judgeUsable(usable: readonly CandidateReview[], known: Known, hasConflict: boolean): Verdict {
  const chosen = usable.length === 1 ? usable[0] : lastOfOneLineage(usable, known);
  if (chosen === undefined) {
    return { decision: "attention_required", reasonCode: "review_compose.several_usable_reviews" };
  }
  const plain =
    chosen.status === "published" ? "review_compose.matching_review_published" : "review_compose.matching_review_ready";
  return {
    decision: "reconciled_succeeded",
    reasonCode: hasConflict ? "review_compose.duplicate_recovered" : plain,
    chosen,
  };
}

function judgeDraft({ run, otherActiveRunId }: ReviewFacts): Verdict {
  if (otherActiveRunId !== undefined) {
    return { decision: "still_in_progress", reasonCode: "review_compose.draft_of_other_run" };
  }
  return run.isStale
    ? { decision: "no_proof", reasonCode: "review_compose.draft_abandoned" }
    : { decision: "still_in_progress", reasonCode: "review_compose.run_in_progress" };
}

/** The review that all others lead to, a published one first; undefined when no lineage orders them. */
function lastOfOneLineage(usable: readonly CandidateReview[], known: Known): CandidateReview | undefined {
  const paths = usable.map((review) => follow(review, known));
  const ends = new Set(paths.map(({ end }) => end?.id));
  if (ends.size !== 1 || ends.has(undefined)) return undefined;
  const end = paths[0]?.end;
  const published = usable.filter(({ status }) => status === "published");
  return end?.status === "published" || published.length !== 1 ? end : published[0];
}

type Known = ReadonlyMap<string, CandidateReview>;

/**
 * The end of a chain of superseded reviews; undefined when it loops, is too long, leaves the scope or never becomes
 * usable.
 */
function follow(
  start: CandidateReview,
  known: Known,
): { readonly end?: CandidateReview; readonly path: readonly CandidateReview[] } {
  const path = [start];
  let last = start;
  while (last.supersededByReviewId !== undefined) {
    const next = known.get(last.supersededByReviewId);
    if (next === undefined || path.includes(next) || path.length > lineageHopsMax) return { path };
    path.push(next);
    last = next;
  }
  return isUsable(last) ? { end: last, path } : { path };
}

function isUsable({ status }: CandidateReview): boolean {
  return status === "ready" || status === "published";
}

function uniqueById(reviews: readonly CandidateReview[]): CandidateReview[] {
  return [...new Map(reviews.map((review) => [review.id, review])).values()];
}
