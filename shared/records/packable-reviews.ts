import type { StoreTarget } from "../ledger/store.ts";
import {
  type EnvironmentReviewRecord,
  environmentReview,
  type ReviewContent,
  reviewContent,
} from "./environment-reviews.ts";
import { createRecordStore, type RecordScope } from "./record-store.ts";
import { reviewsKind } from "./review-kinds.ts";

/** A review that is ready or published, with its content. */
type PackableReview = EnvironmentReviewRecord & ReviewContent & { readonly generatedAt: string };

/** Reviews examined for one that can be packed, newest first. */
const examinedMax = 100;

/**
 * Finds what a pack is made from: the review with this id when it is ready or published. Without an id the published
 * one, else the newest ready one.
 */
export function createFindPackable(target: StoreTarget) {
  const store = createRecordStore(target);

  return async function findPackable(scope: RecordScope, id: string | undefined): Promise<PackableReview | undefined> {
    if (id !== undefined) return packableIn(await store.find(scope, reviewsKind, id));
    const { records } = await store.page(scope, reviewsKind, { limit: examinedMax, isNewestFirst: true });
    const packable = records.flatMap((record) => packableIn(record) ?? []);
    return packable.find(({ status }) => status === "published") ?? packable[0];
  };
}

function packableIn(record: unknown): PackableReview | undefined {
  if (record === undefined) return undefined;
  const review = environmentReview.parse(record);
  const content = reviewContent.safeParse(review);
  const { status, generatedAt } = review;
  const isUsable = status === "ready" || status === "published";
  return isUsable && generatedAt !== undefined && content.success
    ? { ...review, ...content.data, generatedAt }
    : undefined;
}
