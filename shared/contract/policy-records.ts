import * as z from "zod";
import { at, number, recordAnswer } from "./record-answer.ts";

/** What an environment holds of its policies. */
export const policyRecords = {
  policies: recordAnswer.extend({
    collection: z.string(),
    platform: z.string(),
    displayName: z.string(),
    settingCount: number,
    unverifiable: z.array(z.string()).optional(),
    contentHash: z.string(),
    providerConnectionId: z.string(),
    firstSeenAt: at,
    changedAt: at,
    lastSeenAt: at.optional(),
    removedAt: at.optional(),
  }),
  /** Whom a policy is assigned to, as last read; its id is that of the policy. */
  "policy-assignments": recordAnswer.extend({
    status: z.string(),
    operationRunId: z.string(),
    providerConnectionId: z.string(),
    collection: z.string(),
    displayName: z.string(),
    readAt: at,
    failureCode: z.string().optional(),
    contentHash: z.string(),
    content: z.record(z.string(), z.unknown()),
  }),
  "policy-exports": recordAnswer.extend({
    status: z.string(),
    form: z.string(),
    operationRunId: z.string(),
    fingerprint: z.string(),
    createdAt: at,
    expiresAt: at,
    /** SHA-256 of the file, and its size. */
    sha256: z.string(),
    bytes: number,
    policyCount: number,
    /** Policies whose document was not stored any more. */
    missingCount: number,
    /** Policies with secrets, which the file shows masked. */
    maskedCount: number,
  }),
} as const;
