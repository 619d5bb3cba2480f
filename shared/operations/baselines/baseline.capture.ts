import { defineOperation } from "../define-operation.ts";
import { laneLifecycles } from "../lane-lifecycles.ts";
import { noInput } from "../no-input.ts";

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
  input: noInput,
  start: "not_startable",
  reconcile: "unsupported",
});
