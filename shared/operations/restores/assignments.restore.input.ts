import * as z from "zod";
import { policyIdsInput } from "../policies/policy-selection.ts";
import { idOf } from "../record-id.ts";
import { changeSetFields } from "./change-set-input.ts";

const groupMapMax = 500;

export const assignmentsRestoreInput = z.strictObject({
  backupSetId: idOf("backup-sets"),
  policyIds: policyIdsInput.meta({ refersTo: "policies", within: "backupSetId" }),
  /** Groups of this tenant, by the id of the group in the backup whose place they take. */
  groupMap: z
    .record(z.guid().toLowerCase(), z.guid().toLowerCase())
    .refine((map) => Object.keys(map).length <= groupMapMax, `at most ${groupMapMax} groups`)
    .optional(),
  allowBroaden: z.boolean().optional(),
  ...changeSetFields,
});
export type AssignmentsRestoreInput = z.infer<typeof assignmentsRestoreInput>;
