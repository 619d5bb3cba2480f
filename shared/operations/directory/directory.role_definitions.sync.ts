import { defineOperation } from "../define-operation.ts";
import { laneLifecycles } from "../lane-lifecycles.ts";
import { noInput } from "../no-input.ts";

/** Syncs the stored role definitions of an environment's directory. */
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
  input: noInput,
  start: "not_startable",
  reconcile: "unsupported",
});
