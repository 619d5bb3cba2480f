import * as z from "zod";
import { policyIdsInput } from "../policies/policy-selection.ts";
import { idOf } from "../record-id.ts";

export const backupSetUpdateInput = z.strictObject({
  backupSetId: idOf("backup-sets").optional(),
  name: z.string().trim().min(1).max(80).optional(),
  policyIds: policyIdsInput,
});
export type BackupSetUpdateInput = z.infer<typeof backupSetUpdateInput>;
