import * as z from "zod";

export const policySnapshotInput = z.strictObject({
  policyId: z
    .string()
    .regex(/^[\w.:-]{1,128}$/)
    .meta({ refersTo: "policies" }),
});
export type PolicySnapshotInput = z.infer<typeof policySnapshotInput>;
