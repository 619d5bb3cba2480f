import * as z from "zod";
import { idOf } from "../record-id.ts";

export const reviewComposeInput = z.strictObject({
  evidenceSnapshotId: idOf("evidence-snapshots").optional(),
});
export type ReviewComposeInput = z.infer<typeof reviewComposeInput>;
