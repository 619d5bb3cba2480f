import { defineOperation } from "../define-operation.ts";
import { laneLifecycles } from "../lane-lifecycles.ts";
import { connectionInput, requiresConnection } from "../provider/connection-choice.ts";

/** Reads all groups of the directory and replaces the stored list. */
export const directoryGroupsSync = defineOperation({
  type: "directory.groups.sync",
  family: "directory",
  ownership: "environment",
  risk: "read",
  lane: "long",
  expectedDurationSeconds: 120,
  lifecycle: laneLifecycles.long,
  capability: "tenant.operations.start",
  correlationKeys: ["selectionHash"],
  actionability: "later_success",
  provenBy: "nothing",
  proves: "nothing",
  input: connectionInput,
  start: {
    prepare: () => import("../provider/connection-selection.start.ts"),
    requires: requiresConnection,
    calls: ["groups", "groupsCount"],
    handle: () => import("./directory.groups.sync.work.ts"),
    settleRecords: "no_records",
  },
  reconcile: "unsupported",
});
