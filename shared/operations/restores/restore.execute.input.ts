import * as z from "zod";
import { policyIdsInput } from "../policies/policy-selection.ts";
import { idOf } from "../record-id.ts";

export const restoreInput = z.strictObject({
  backupSetId: idOf("backup-sets"),
  policyIds: policyIdsInput.meta({ refersTo: "policies", within: "backupSetId" }),
  dryRun: z.boolean().optional(),
  restoreRunId: idOf("restore-runs").optional(),
});
export type RestoreInput = z.infer<typeof restoreInput>;
