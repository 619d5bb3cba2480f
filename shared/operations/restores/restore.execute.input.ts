import * as z from "zod";
import { policyIdsInput } from "../policies/policy-selection.ts";

export const restoreInput = z.strictObject({
  backupSetId: z.string().min(1).max(64),
  policyIds: policyIdsInput,
  dryRun: z.boolean().optional(),
  restoreRunId: z.string().min(1).max(64).optional(),
});
export type RestoreInput = z.infer<typeof restoreInput>;
