import { defineOperation } from "../define-operation.ts";
import { laneLifecycles } from "../lane-lifecycles.ts";
import { requiredRecord } from "../required-record.ts";
import { reviewComposeInput } from "./environment.review.compose.input.ts";

/** Composes the review of an environment from its active evidence snapshot. */
export const environmentReviewCompose = defineOperation({
  type: "environment.review.compose",
  family: "reviews",
  ownership: "environment",
  risk: "artifact",
  lane: "short",
  expectedDurationSeconds: 60,
  lifecycle: laneLifecycles.short,
  capability: "environment_review.manage",
  correlationKeys: ["fingerprint"],
  actionability: "artifact_or_later_success",
  provenBy: "environment-reviews",
  proves: "review",
  input: reviewComposeInput,
  start: {
    prepare: () => import("./environment.review.compose.start.ts"),
    mayAnswer: true,
    // The same snapshot must still be the active one.
    requires: ({ evidenceSnapshotId: id }) => [
      requiredRecord("evidence-snapshots", id),
      requiredRecord("evidence-active", "-", { field: "snapshotId", value: id }),
    ],
    handle: () => import("./environment.review.compose.work.ts"),
    settleRecords: () => import("./environment.review.compose.proof.ts"),
  },
  reconcile: () => import("./environment.review.compose.proof.ts"),
});
