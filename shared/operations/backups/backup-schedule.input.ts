import * as z from "zod";
import { planFields } from "../plans/plan-guard.ts";
import { idOf } from "../record-id.ts";

/** One backup schedule. */
export const backupScheduleInput = z.strictObject({ backupScheduleId: idOf("backup-schedules") });
export type BackupScheduleInput = z.infer<typeof backupScheduleInput>;

export const backupSchedulePurgeInput = z.strictObject({ backupScheduleId: idOf("backup-schedules"), ...planFields });
export type BackupSchedulePurgeInput = z.infer<typeof backupSchedulePurgeInput>;
