import { defineOperation } from "../define-operation.ts";
import { laneLifecycles } from "../lane-lifecycles.ts";
import { assignmentsRestoreInput } from "./assignments.restore.input.ts";
import { changeSetOf } from "./change-set.ts";
import { lacksPreview } from "./change-set-input.ts";

/** Restores whom policies are assigned to, from a backup set, exactly as an approved preview shows. */
export const assignmentsRestore = defineOperation({
  type: "assignments.restore",
  family: "restores",
  ownership: "environment",
  risk: "destructive",
  lane: "long",
  expectedDurationSeconds: 120,
  lifecycle: { ...laneLifecycles.long, runningStaleAfterSeconds: 3600 },
  capability: "tenant.restore.execute",
  correlationKeys: ["backupSetId", "mode"],
  actionability: "manual_review",
  provenBy: "nothing",
  proves: "nothing",
  input: assignmentsRestoreInput,
  start: {
    prepare: () => import("./assignments.restore.start.ts"),
    lacks: (input) => lacksPreview(input),
    calls: [
      ...(["deviceCompliancePolicies", "deviceConfigurations", "configurationPolicies"] as const),
      ...(["policyAssignmentWrites", "assignmentFilters", "directoryObjectsByIds", "groupMembersCount"] as const),
    ],
    handle: () => import("./assignments.restore.work.ts"),
    writes: changeSetOf,
    settleRecords: () => import("./restore.execute.proof.ts"),
  },
  reconcile: () => import("./restore.execute.proof.ts"),
});
