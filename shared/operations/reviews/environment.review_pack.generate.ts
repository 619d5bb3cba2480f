import { defineOperation } from "../define-operation.ts";
import { laneLifecycles } from "../lane-lifecycles.ts";
import { noInput } from "../no-input.ts";

/** Exports a review with its evidence as a package. */
export const environmentReviewPackGenerate = defineOperation({
  type: "environment.review_pack.generate",
  family: "reviews",
  ownership: "environment",
  risk: "artifact",
  lane: "short",
  expectedDurationSeconds: 60,
  lifecycle: laneLifecycles.short,
  capability: "environment_review.manage",
  correlationKeys: ["environmentReviewId"],
  actionability: "artifact_or_later_success",
  provenBy: "review-packs",
  input: noInput,
  start: "not_startable",
  reconcile: "unsupported",
});
