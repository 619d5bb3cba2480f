import * as z from "zod";
import type { Run } from "../../run/run.ts";
import {
  type CandidateReview,
  decideReviewCompose,
  lineageHopsMax,
  type ReviewProof,
} from "./review-compose-decision.ts";

interface Scope {
  readonly workspaceId: string;
  readonly environmentId: string;
}

/** The reads of reviews that proof rests on. */
export interface ReviewReads {
  /** Reviews of this scope that may speak for the fingerprint; bounded. */
  findCandidates(scope: Scope, fingerprint: string): Promise<readonly CandidateReview[]>;
  findScoped(scope: Scope, id: string): Promise<CandidateReview | undefined>;
}

/** What is known beside the stored reviews when proof is asked for. */
interface Circumstances {
  readonly isStale: boolean;
  readonly hasConflict: boolean;
  /** Another active run that owns one of these drafts. */
  findOtherRun(drafts: readonly CandidateReview[]): Promise<string | undefined>;
}

const named = z.object({
  fingerprint: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional()
    .catch(undefined),
  environmentReviewId: z.string().min(1).optional().catch(undefined),
});

/** Gathers what is stored in the run's own scope and lets the decision judge it. Reads only. */
export async function proveReviewCompose(run: Run, reviews: ReviewReads, of: Circumstances): Promise<ReviewProof> {
  const { environmentId, workspaceId } = run;
  const { fingerprint: accepted, environmentReviewId } = named.parse(run.context);
  const scope = environmentId === null ? undefined : { workspaceId, environmentId };
  const linked =
    scope === undefined || environmentReviewId === undefined
      ? undefined
      : await reviews.findScoped(scope, environmentReviewId);
  const fingerprint = accepted ?? linked?.fingerprint;
  const found =
    scope === undefined || fingerprint === undefined ? [] : await reviews.findCandidates(scope, fingerprint);
  const candidates = linked === undefined ? found : [...found, linked];

  return decideReviewCompose({
    run: {
      id: run.id,
      workspaceId,
      environmentId,
      createdAt: run.createdAt,
      fingerprint,
      reviewId: environmentReviewId,
      isStale: of.isStale,
    },
    candidates,
    successors: scope === undefined ? [] : await findSuccessors(scope, candidates, reviews),
    otherActiveRunId: await of.findOtherRun(candidates.filter(({ status }) => status === "draft")),
    hasConflict: of.hasConflict,
  });
}

/** The reviews that the candidates were superseded by, hop by hop, over as many hops as may count. */
async function findSuccessors(
  scope: Scope,
  candidates: readonly CandidateReview[],
  reviews: ReviewReads,
): Promise<CandidateReview[]> {
  const known = new Map(candidates.map((review) => [review.id, review]));
  const successors: CandidateReview[] = [];
  let next = candidates;
  for (let hop = 0; hop < lineageHopsMax && next.length > 0; hop++) {
    const wanted = [...new Set(next.flatMap(({ supersededByReviewId }) => supersededByReviewId ?? []))];
    const found = await Promise.all(wanted.filter((id) => !known.has(id)).map((id) => reviews.findScoped(scope, id)));
    next = found.flatMap((review) => review ?? []);
    for (const review of next) known.set(review.id, review);
    successors.push(...next);
  }
  return successors;
}

const storedFingerprint = z.string().regex(/^[0-9a-f]{64}$/);

/** The fingerprint that the run was accepted for; undefined when what is stored is none. */
export function fingerprintOf(run: Run): string | undefined {
  return storedFingerprint.safeParse(run.context.fingerprint).data;
}
