import { defineOperation } from "../define-operation.ts";
import { laneLifecycles } from "../lane-lifecycles.ts";
import { baselineCompareInput } from "./baseline.compare.input.ts";

/** Compares an environment's settings with a baseline. */
export const baselineCompare = defineOperation({
  type: "baseline.compare",
  family: "baselines",
  ownership: "environment",
  risk: "read",
  lane: "long",
  expectedDurationSeconds: 180,
  lifecycle: laneLifecycles.long,
  capability: "environment_review.manage",
  correlationKeys: ["baselineProfileId"],
  actionability: "artifact_or_later_success",
  provenBy: "nothing",
  proves: "compare",
  input: baselineCompareInput,
  start: {
    prepare: () => import("./baseline.compare.start.ts"),
    handle: () => import("./baseline.compare.work.ts"),
    // A finding is true of the moment its comparison names, however the run ended.
    settleRecords: "no_records",
  },
  reconcile: "unsupported",
});
