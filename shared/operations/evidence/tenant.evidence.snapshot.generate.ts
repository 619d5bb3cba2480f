import { defineOperation } from "../define-operation.ts";
import { laneLifecycles } from "../lane-lifecycles.ts";
import { noInput } from "../no-input.ts";

/** Creates an immutable snapshot of an environment's policies, the source of reviews. */
export const tenantEvidenceSnapshotGenerate = defineOperation({
  type: "tenant.evidence.snapshot.generate",
  family: "evidence",
  ownership: "environment",
  risk: "artifact",
  lane: "long",
  expectedDurationSeconds: 120,
  lifecycle: laneLifecycles.long,
  capability: "environment_review.manage",
  correlationKeys: ["selectionHash"],
  actionability: "artifact_or_later_success",
  provenBy: "evidence-snapshots",
  proves: "evidence",
  input: noInput,
  start: {
    prepare: () => import("./tenant.evidence.snapshot.generate.start.ts"),
    handle: () => import("./tenant.evidence.snapshot.generate.work.ts"),
    settleRecords: () => import("./tenant.evidence.snapshot.generate.proof.ts"),
  },
  reconcile: "unsupported",
});
