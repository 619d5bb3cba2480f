import * as z from "zod";
import type { Clock } from "../foundation/clock.ts";
import type { StoreTarget } from "../ledger/store.ts";
import { type AuditWrite, type Part, writeTogether } from "../ledger/write-together.ts";
import { type EnvironmentReviewRecord, environmentReview, transition } from "./environment-reviews.ts";
import { createRecordStore, isAbsent, type RecordScope } from "./record-store.ts";
import { reviewsKind as kind } from "./review-kinds.ts";

const publishedKind = "environment-review-published";
const publishedId = "-";
const publishedPointer = z.object({ reviewId: z.string() });
/** Each retry means that a concurrent publication of the same environment was first. */
const roundsMax = 5;
/** Limit of superseded reviews per write, because a transaction has a limited number of parts. */
const supersededMax = 50;

/**
 * Ready to published. The same write supersedes the previously published review, moves the pointer to the published
 * one, and stores the caller's additional part. Undefined when the review is neither ready nor published.
 */
export function createPublishReview(target: StoreTarget & { readonly clock: Clock }) {
  const store = createRecordStore(target);

  async function find(scope: RecordScope, id: string): Promise<EnvironmentReviewRecord | undefined> {
    const record = await store.find(scope, kind, id);
    return record === undefined ? undefined : environmentReview.parse(record);
  }

  /**
   * The currently published reviews. When the pointer is outdated, a release without pointers may have published
   * others since, so they are searched for.
   */
  async function findPublished(scope: RecordScope, pointed: string | undefined): Promise<string[]> {
    if (pointed !== undefined && (await find(scope, pointed))?.status === "published") return [pointed];
    const published: string[] = [];
    for await (const page of store.pages(scope, kind)) {
      const reviews = page.map((record) => environmentReview.parse(record));
      published.push(...reviews.filter(({ status }) => status === "published").map(({ id }) => id));
    }
    return published;
  }

  return async function publishReview(
    scope: RecordScope,
    id: string,
    publishedByUserId: string,
    beside?: AuditWrite,
  ): Promise<EnvironmentReviewRecord | undefined> {
    for (let round = 0; round < roundsMax; round++) {
      const review = await find(scope, id);
      if (review?.status === "published") return review;
      if (review?.status !== "ready") return undefined;

      const pointer = await store.find(scope, publishedKind, publishedId);
      const pointed = pointer === undefined ? undefined : publishedPointer.parse(pointer).reviewId;
      const publishedAt = target.clock.now().toISOString();
      const publication = stepOf(scope, id, "published", { publishedAt, publishedByUserId });
      const published = await findPublished(scope, pointed);
      const supersede = (other: string) => stepOf(scope, other, "superseded", { supersededByReviewId: id });
      const before = published.splice(0, supersededMax);
      // Reviews that do not fit into the publishing transaction are superseded before it.
      while (published.length > 0) await writeTogether(target, published.splice(0, supersededMax).map(supersede));
      const isAsRead = pointed === undefined ? isAbsent : "#record.#reviewId = :pointed";
      const written = await writeTogether(target, [
        publication,
        store.putPart(scope, publishedKind, publishedId, { reviewId: id }, isAsRead, { pointed }),
        ...before.map(supersede),
        ...(beside === undefined ? [] : [beside(false)]),
      ]);
      if (written) return find(scope, id);
    }
    throw new Error(`publishing review ${id}: others kept publishing; send the request again`);
  };

  function stepOf(
    scope: RecordScope,
    id: string,
    to: "published" | "superseded",
    values: Record<string, string>,
  ): Part {
    const { change, condition, bound } = transition(to, values);
    return store.updatePart(scope, kind, id, change, condition, bound);
  }
}
export type PublishReview = ReturnType<typeof createPublishReview>;
