import type * as z from "zod";
import { connectionInput } from "../provider/connection-choice.ts";
import { idOf } from "../record-id.ts";
import { policyIdsInput } from "./policy-selection.ts";

export const assignmentsFetchInput = connectionInput.extend({
  policyIds: policyIdsInput,
  backupSetId: idOf("backup-sets").optional(),
});
export type AssignmentsFetchInput = z.infer<typeof assignmentsFetchInput>;
