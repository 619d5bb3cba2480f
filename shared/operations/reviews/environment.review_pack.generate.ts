import { defineOperation } from "../define-operation.ts";
import { laneLifecycles } from "../lane-lifecycles.ts";
import { requiredRecord } from "../required-record.ts";
import { reviewPackInput } from "./environment.review_pack.generate.input.ts";

/** Exports a review with its evidence as a signed package. */
export const environmentReviewPackGenerate = defineOperation({
  type: "environment.review_pack.generate",
  family: "reviews",
  ownership: "environment",
  risk: "artifact",
  lane: "long",
  expectedDurationSeconds: 60,
  lifecycle: laneLifecycles.long,
  capability: "environment_review.manage",
  correlationKeys: ["environmentReviewId"],
  actionability: "artifact_or_later_success",
  provenBy: "review-packs",
  proves: "nothing",
  input: reviewPackInput,
  start: {
    prepare: () => import("./environment.review_pack.generate.start.ts"),
    mayAnswer: true,
    requires: ({ environmentReviewId: id }) => [requiredRecord("environment-reviews", id)],
    writes: ({ id }) => ({ type: "review_pack", id }),
    handle: () => import("./environment.review_pack.generate.work.ts"),
    settleRecords: () => import("./environment.review_pack.generate.proof.ts"),
  },
  reconcile: () => import("./environment.review_pack.generate.proof.ts"),
});
