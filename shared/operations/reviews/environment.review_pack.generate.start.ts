import type { Prepared, StartRequest } from "../define-operation.ts";
import type { ReviewPackInput } from "./environment.review_pack.generate.input.ts";
import { packFingerprint, packOptionsOf } from "./pack-options.ts";

type Scope = StartRequest<unknown>["scope"];

interface PrepareDependencies {
  readonly reviews: {
    /** The review with this id when it is ready or published; without an id, the published one, else the newest. */
    findPackable(
      scope: Scope,
      id: string | undefined,
    ): Promise<{ readonly id: string; readonly fingerprint: string } | undefined>;
  };
  readonly reviewPacks: { findReady(scope: Scope, fingerprint: string): Promise<{ readonly id: string } | undefined> };
}

const noReview = "The environment has no review that is ready or published; compose one first.";
const notReady = "is not a ready or published review of this environment.";

/** One pack of a review is generated at a time. A ready one of the same form is returned instead, unless renewed. */
export async function prepare(
  { input, scope }: StartRequest<ReviewPackInput>,
  { reviews, reviewPacks }: PrepareDependencies,
): Promise<Prepared> {
  const review = await reviews.findPackable(scope, input.environmentReviewId);
  if (review === undefined) {
    const message = input.environmentReviewId === undefined ? noReview : notReady;
    return { kind: "refuse", errors: [{ path: "environmentReviewId", message }] };
  }
  const { include, ...form } = packOptionsOf(input);
  const fingerprint = packFingerprint(review, { include, ...form });
  const renew = input.renew === true;
  const ready = renew ? undefined : await reviewPacks.findReady(scope, fingerprint);
  if (ready !== undefined) return { kind: "answer", related: { type: "review_pack", id: ready.id } };
  return {
    kind: "start",
    identity: { fingerprint, renew },
    line: { environmentReviewId: review.id },
    input: { environmentReviewId: review.id, include: [...include], ...form, renew },
    context: { environmentReviewId: review.id, fingerprint },
  };
}
