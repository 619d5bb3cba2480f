import { defineOperation } from "../define-operation.ts";
import { laneLifecycles } from "../lane-lifecycles.ts";
import { requiresConnection } from "../provider/connection-choice.ts";
import { assignmentsFetchInput } from "./assignments.fetch.input.ts";

/** Reads whom policies are assigned to, and the names of those groups and filters. */
export const assignmentsFetch = defineOperation({
  type: "assignments.fetch",
  family: "policies",
  ownership: "environment",
  risk: "read",
  lane: "long",
  expectedDurationSeconds: 60,
  lifecycle: laneLifecycles.long,
  capability: "tenant.operations.start",
  correlationKeys: ["selectionHash"],
  actionability: "later_success",
  provenBy: "nothing",
  proves: "nothing",
  input: assignmentsFetchInput,
  start: {
    prepare: () => import("./assignments.fetch.start.ts"),
    requires: requiresConnection,
    calls: ["policyAssignments", "assignmentFilters", "directoryObjectsByIds"],
    handle: () => import("./assignments.fetch.work.ts"),
    settleRecords: "no_records",
  },
  reconcile: "unsupported",
});
