import * as z from "zod";

export const reviewComposeInput = z.strictObject({
  evidenceSnapshotId: z.string().min(1).max(64).optional(),
});
export type ReviewComposeInput = z.infer<typeof reviewComposeInput>;
