import { defineOperation } from "../define-operation.ts";
import { laneLifecycles } from "../lane-lifecycles.ts";
import { noInput } from "../no-input.ts";

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
  input: noInput,
  start: "not_startable",
  reconcile: "unsupported",
});
