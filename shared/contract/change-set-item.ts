import * as z from "zod";
import { tone } from "./run-truth.ts";

/** One item of a single change set, as it is stored, with what became of it, or would, in words. */
export const changeSetItem = z.looseObject({
  itemId: z.string(),
  /** Absent before its preview. `not_verified`: it may have been changed, but could not be read back. */
  outcome: z.strictObject({ code: z.string(), label: z.string(), tone, reason: z.string().nullable() }).optional(),
});
