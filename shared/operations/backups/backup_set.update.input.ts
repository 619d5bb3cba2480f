import * as z from "zod";
import { policyIdsInput } from "../policies/policy-selection.ts";

export const backupSetUpdateInput = z.strictObject({
  backupSetId: z.string().min(1).max(64).optional(),
  name: z.string().trim().min(1).max(80).optional(),
  policyIds: policyIdsInput,
});
export type BackupSetUpdateInput = z.infer<typeof backupSetUpdateInput>;
