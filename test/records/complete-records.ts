import type { Clock } from "../../shared/foundation/clock.ts";
import type { Ids } from "../../shared/foundation/ids.ts";
import type { StoreTarget } from "../../shared/ledger/store.ts";
import { createEnvironmentReviews } from "../../shared/records/environment-reviews.ts";
import { createProviderConnectionWriter } from "../../shared/records/provider-connection-writer.ts";
import { createProviderConnections } from "../../shared/records/provider-connections.ts";
import { createPublishReview } from "../../shared/records/publish-review.ts";

type Target = StoreTarget & { readonly clock: Clock };

/** The connections of a table with what people write as well, which is a part of its own in the product. */
export const connectionsIn = (target: Target) => ({
  ...createProviderConnections(target),
  ...createProviderConnectionWriter(target),
});

/** The same for reviews and their publication. */
export const wholeReviewsIn = (target: Target & { readonly ids: Ids }) => ({
  ...createEnvironmentReviews(target),
  publish: createPublishReview(target),
});
