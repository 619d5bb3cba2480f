import { defineOperation } from "../define-operation.ts";
import { laneLifecycles } from "../lane-lifecycles.ts";
import { policyExportInput } from "./policy.export.input.ts";

/** Exports the last synced versions of policies to a file for download, with their secrets masked. */
export const policyExport = defineOperation({
  type: "policy.export",
  family: "policies",
  ownership: "environment",
  risk: "artifact",
  lane: "long",
  expectedDurationSeconds: 120,
  lifecycle: laneLifecycles.long,
  capability: "tenant.backups.manage",
  correlationKeys: ["selectionHash"],
  actionability: "later_success",
  provenBy: "nothing",
  proves: "nothing",
  input: policyExportInput,
  start: {
    prepare: () => import("./policy.export.start.ts"),
    mayAnswer: true,
    writes: ({ id }) => ({ type: "policy_export", id }),
    handle: () => import("./policy.export.work.ts"),
    // The record is stored once, after its file was read back.
    settleRecords: "no_records",
  },
  reconcile: "unsupported",
});
