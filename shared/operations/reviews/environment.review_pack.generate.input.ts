import * as z from "zod";
import { idOf } from "../record-id.ts";

/** Parts of a pack besides the review and its evidence. */
export const packParts = ["findings", "runs", "posture", "compliance", "documents"] as const;
export type PackPart = (typeof packParts)[number];
/** Documents make a pack large, so they are included on request only. */
export const defaultParts: readonly PackPart[] = ["findings", "runs", "posture", "compliance"];

export const reviewPackInput = z.strictObject({
  environmentReviewId: idOf("environment-reviews").optional(),
  include: z.array(z.enum(packParts)).max(packParts.length).optional(),
  locale: z.enum(["en", "de"]).optional(),
  pii: z.boolean().optional(),
  renew: z.boolean().optional(),
});
export type ReviewPackInput = z.infer<typeof reviewPackInput>;
