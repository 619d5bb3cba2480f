import * as z from "zod";
import { planFields } from "../plans/plan-guard.ts";
import { idOf } from "../record-id.ts";

/** One backup set. */
export const backupSetInput = z.strictObject({ backupSetId: idOf("backup-sets") });
export type BackupSetInput = z.infer<typeof backupSetInput>;

export const backupSetPurgeInput = z.strictObject({ backupSetId: idOf("backup-sets"), ...planFields });
export type BackupSetPurgeInput = z.infer<typeof backupSetPurgeInput>;
