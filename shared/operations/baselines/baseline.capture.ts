import { defineOperation } from "../define-operation.ts";
import { laneLifecycles } from "../lane-lifecycles.ts";
import { baselineCaptureInput } from "./baseline.capture.input.ts";

/** Captures an environment's settings as a baseline for comparisons. */
export const baselineCapture = defineOperation({
  type: "baseline.capture",
  family: "baselines",
  ownership: "environment",
  risk: "artifact",
  lane: "long",
  expectedDurationSeconds: 300,
  lifecycle: laneLifecycles.long,
  capability: "environment_review.manage",
  correlationKeys: ["baselineProfileId"],
  actionability: "artifact_or_later_success",
  provenBy: "baseline-snapshots",
  proves: "nothing",
  input: baselineCaptureInput,
  start: {
    prepare: () => import("./baseline.capture.start.ts"),
    handle: () => import("./baseline.capture.work.ts"),
    // A snapshot is stored once, when it is complete; nothing names the items of one that is not.
    settleRecords: "no_records",
  },
  reconcile: () => import("./baseline.capture.proof.ts"),
});
