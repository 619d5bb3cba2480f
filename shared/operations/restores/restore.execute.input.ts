import * as z from "zod";
import { policyIdsInput } from "../policies/policy-selection.ts";
import { idOf } from "../record-id.ts";
import { changeSetFields } from "./change-set-input.ts";

export const restoreInput = z.strictObject({
  backupSetId: idOf("backup-sets"),
  policyIds: policyIdsInput.meta({ refersTo: "policies", within: "backupSetId" }),
  ...changeSetFields,
});
export type RestoreInput = z.infer<typeof restoreInput>;
