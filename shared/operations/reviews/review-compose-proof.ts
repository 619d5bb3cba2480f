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

/** The review reads that proof requires. */
export interface ReviewReads {
  /** Reviews of this scope that may match the fingerprint; bounded. */
  findCandidates(scope: Scope, fingerprint: string): Promise<readonly CandidateReview[]>;
  findScoped(scope: Scope, id: string): Promise<CandidateReview | undefined>;
}

/** Facts besides the stored reviews when proof is requested. */
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

/** Collects the stored facts in the run's own scope and applies the decision. Read-only. */
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

/** The successors of superseded candidates, hop by hop, up to the limit. */
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

/** The fingerprint that the run was accepted for; undefined when the stored value is invalid. */
export function fingerprintOf(run: Run): string | undefined {
  return storedFingerprint.safeParse(run.context.fingerprint).data;
}
