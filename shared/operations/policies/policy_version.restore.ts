import { defineOperation } from "../define-operation.ts";
import { laneLifecycles } from "../lane-lifecycles.ts";
import { requiredRecord } from "../required-record.ts";
import { policyVersionInput } from "./policy-version.input.ts";

/** Restores a policy version from the archive. */
export const policyVersionRestore = defineOperation({
  type: "policy_version.restore",
  family: "policies",
  ownership: "environment",
  risk: "mutation",
  lane: "long",
  expectedDurationSeconds: 20,
  lifecycle: laneLifecycles.long,
  capability: "tenant.backups.manage",
  correlationKeys: ["policyVersionId"],
  actionability: "manual_review",
  provenBy: "nothing",
  proves: "nothing",
  input: policyVersionInput,
  start: {
    prepare: () => import("./policy_version.restore.start.ts"),
    requires: ({ policyVersionId }) => [requiredRecord("policy-versions", policyVersionId)],
    handle: () => import("./policy_version.restore.work.ts"),
    settleRecords: "no_records",
  },
  reconcile: "unsupported",
});
