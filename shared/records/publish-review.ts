import type { Clock } from "../clock.ts";
import type { StoreTarget } from "../ledger/store.ts";
import { type Beside, writeTogether } from "../ledger/write-together.ts";
import {
  type EnvironmentReviewRecord,
  environmentReview,
  reviewsKind as kind,
  transition,
} from "./environment-reviews.ts";
import { createRecordStore, type RecordScope } from "./record-store.ts";

/**
 * Ready to published, and the reviews that were published before to superseded by it. Repeating it finishes what an
 * interrupted one left. What the caller gives is stored beside the publication. Undefined when the review is neither
 * ready nor published.
 */
export function createPublishReview(target: StoreTarget & { readonly clock: Clock }) {
  const store = createRecordStore(target);

  return async function publishReview(
    scope: RecordScope,
    id: string,
    publishedByUserId: string,
    beside?: Beside,
  ): Promise<EnvironmentReviewRecord | undefined> {
    const publishedAt = target.clock.now().toISOString();
    const published = transition("published", { publishedAt, publishedByUserId });
    const publication = store.updatePart(scope, kind, id, published.change, published.condition, published.bound);
    await writeTogether(target, [publication, ...(beside === undefined ? [] : [beside(false)])]);
    const record = await store.find(scope, kind, id);
    const review = record && environmentReview.parse(record);
    if (review?.status !== "published") return undefined;
    const superseded = transition("superseded", { supersededByReviewId: id });
    for await (const page of store.pages(scope, kind)) {
      for (const each of page) {
        const other = environmentReview.parse(each);
        const isOlder = (other.publishedAt ?? "") < (review.publishedAt ?? "");
        if (other.id !== id && other.status === "published" && isOlder) {
          await store.update(scope, kind, other.id, superseded.change, superseded.condition, superseded.bound);
        }
      }
    }
    return review;
  };
}
export type PublishReview = ReturnType<typeof createPublishReview>;
