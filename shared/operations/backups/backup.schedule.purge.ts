import { defineOperation } from "../define-operation.ts";
import { laneLifecycles } from "../lane-lifecycles.ts";
import { lacksPlan } from "../plans/plan-guard.ts";
import { planOf } from "../plans/plan-of.ts";
import { requiredRecord } from "../required-record.ts";
import { backupSchedulePurgeInput } from "./backup-schedule.input.ts";

/** Deletes all backups of a schedule permanently. */
export const backupSchedulePurge = defineOperation({
  type: "backup.schedule.purge",
  family: "backups",
  ownership: "environment",
  risk: "destructive",
  lane: "long",
  expectedDurationSeconds: 60,
  lifecycle: laneLifecycles.long,
  capability: "tenant.danger_zone",
  correlationKeys: ["backupScheduleId", "mode"],
  actionability: "manual_review",
  provenBy: "nothing",
  proves: "nothing",
  input: backupSchedulePurgeInput,
  start: {
    prepare: () => import("./backup.schedule.purge.start.ts"),
    requires: ({ backupScheduleId }) => [requiredRecord("backup-schedules", backupScheduleId)],
    lacks: (input) => lacksPlan(input),
    writes: planOf,
    handle: () => import("./backup.schedule.purge.work.ts"),
    settleRecords: () => import("../plans/plan.proof.ts"),
  },
  reconcile: "unsupported",
});
