import { defineOperation } from "../define-operation.ts";
import { laneLifecycles } from "../lane-lifecycles.ts";
import { changeSetOf } from "./change-set.ts";
import { lacksPreview } from "./change-set-input.ts";
import { promotionInput } from "./promotion.execute.input.ts";

/**
 * Copies policies and their assignments from another environment, exactly as an approved preview shows. The run belongs
 * to the target environment.
 */
export const promotionExecute = defineOperation({
  type: "promotion.execute",
  family: "restores",
  ownership: "environment",
  risk: "destructive",
  lane: "long",
  expectedDurationSeconds: 600,
  lifecycle: { ...laneLifecycles.long, runningStaleAfterSeconds: 3600 },
  capability: "tenant.restore.execute",
  correlationKeys: ["selectionHash", "mode"],
  actionability: "manual_review",
  provenBy: "nothing",
  proves: "nothing",
  input: promotionInput,
  start: {
    prepare: () => import("./promotion.execute.start.ts"),
    lacks: (input) => lacksPreview(input),
    execution: ({ sourceEnvironmentId, policyIds, baselineSnapshotId }, { id, digest, confirmation }) => ({
      ...{ sourceEnvironmentId, policyIds, baselineSnapshotId },
      ...{ restoreRunId: id, planDigest: digest, confirmation },
    }),
    alsoNeeds: ({ sourceEnvironmentId }) => [
      { path: "sourceEnvironmentId", environmentId: sourceEnvironmentId, capability: "tenant.policies.view" },
    ],
    calls: [
      ...(["deviceCompliancePolicies", "deviceConfigurations", "configurationPolicies", "policyWrites"] as const),
      ...(["policyActionWrites", "policyAssignmentWrites", "assignmentFilters", "roleScopeTags"] as const),
      ...(["notificationMessageTemplates", "directoryObjectsByIds", "groupMembersCount"] as const),
    ],
    handle: () => import("./promotion.execute.work.ts"),
    writes: changeSetOf,
    settleRecords: () => import("./restore.execute.proof.ts"),
  },
  reconcile: () => import("./restore.execute.proof.ts"),
});
