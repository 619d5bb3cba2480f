import * as z from "zod";
import { idOf } from "../record-id.ts";

export const baselineCompareInput = z.strictObject({
  baselineProfileId: idOf("baseline-profiles"),
  maxAgeSeconds: z.int().min(60).max(2_592_000).optional(),
});
export type BaselineCompareInput = z.infer<typeof baselineCompareInput>;
