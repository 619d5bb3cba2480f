import * as z from "zod";
import { at, number, recordAnswer } from "./record-answer.ts";

/** Evidence, the reviews of it, and their packs. */
export const reviewRecords = {
  "evidence-snapshots": recordAnswer.extend({
    status: z.string(),
    operationRunId: z.string(),
    fingerprint: z.string(),
    completeness: z.string(),
    summary: z.looseObject({ policies: number, settings: number }),
    generatedAt: at,
    expiresAt: at,
  }),
  "environment-reviews": recordAnswer.extend({
    status: z.string(),
    fingerprint: z.string(),
    evidenceSnapshotId: z.string(),
    operationRunId: z.string(),
    createdAt: at,
    generatedAt: at.optional(),
    publishedAt: at.optional(),
    publishedByUserId: z.string().optional(),
    supersededByReviewId: z.string().optional(),
  }),
  "review-packs": recordAnswer.extend({
    status: z.string(),
    environmentReviewId: z.string(),
    operationRunId: z.string(),
    fingerprint: z.string(),
    options: z.looseObject({ include: z.array(z.string()), locale: z.string(), pii: z.boolean() }),
    createdAt: at,
    generatedAt: at.optional(),
    expiresAt: at.optional(),
    /** SHA-256 of the file, and its size. */
    sha256: z.string().optional(),
    bytes: number.optional(),
    fileCount: number.optional(),
    /** Which key signed it: a reader compares this with the key inside the pack. */
    keyFingerprint: z.string().optional(),
  }),
} as const;
