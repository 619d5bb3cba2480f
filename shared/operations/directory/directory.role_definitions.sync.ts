import { defineOperation } from "../define-operation.ts";
import { laneLifecycles } from "../lane-lifecycles.ts";
import { connectionInput, requiresConnection } from "../provider/connection-choice.ts";

/** Reads the role definitions of the directory and of Intune and replaces the stored lists. */
export const directoryRoleDefinitionsSync = defineOperation({
  type: "directory.role_definitions.sync",
  family: "directory",
  ownership: "environment",
  risk: "read",
  lane: "short",
  expectedDurationSeconds: 60,
  lifecycle: laneLifecycles.short,
  capability: "tenant.operations.start",
  correlationKeys: ["selectionHash"],
  actionability: "later_success",
  provenBy: "nothing",
  proves: "nothing",
  input: connectionInput,
  start: {
    prepare: () => import("../provider/connection-selection.start.ts"),
    requires: requiresConnection,
    calls: ["directoryRoleDefinitions", "intuneRoleDefinitions"],
    handle: () => import("./directory.role_definitions.sync.work.ts"),
    settleRecords: "no_records",
  },
  reconcile: "unsupported",
});
