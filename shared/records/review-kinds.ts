export const reviewsKind = "environment-reviews";
/** Kind of the uniqueness item, which names the one mutable or usable review of a fingerprint. */
export const uniqueReviewsKind = "environment-review-unique";
