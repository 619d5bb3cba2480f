import * as z from "zod";
import { planFields } from "../plans/plan-guard.ts";
import { idOf } from "../record-id.ts";

/** The record of a restore. */
export const restoreRunInput = z.strictObject({ restoreRunId: idOf("restore-runs") });
export type RestoreRunInput = z.infer<typeof restoreRunInput>;

export const restoreRunPurgeInput = z.strictObject({ restoreRunId: idOf("restore-runs"), ...planFields });
export type RestoreRunPurgeInput = z.infer<typeof restoreRunPurgeInput>;
