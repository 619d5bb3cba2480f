import { defineOperation } from "../define-operation.ts";
import { laneLifecycles } from "../lane-lifecycles.ts";
import { noInput } from "../no-input.ts";

/** Syncs the stored groups of an environment's directory. */
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
  input: noInput,
  start: "not_startable",
  reconcile: "unsupported",
});
