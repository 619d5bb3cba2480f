import * as z from "zod";
import { at, number, recordAnswer } from "./record-answer.ts";

/** What a run found; the form of its content depends on the kind. */
const report = recordAnswer.extend({
  status: z.string(),
  operationRunId: z.string(),
  providerConnectionId: z.string(),
  createdAt: at,
  contentHash: z.string(),
  content: z.record(z.string(), z.unknown()),
});
/** An item of a list that was read as a whole. */
const listed = recordAnswer.extend({ displayName: z.string(), contentHash: z.string() });

/** What was read of a tenant beside its policies. */
export const directoryRecords = {
  "permission-reports": report,
  "admin-role-scans": report,
  "rbac-reports": report,
  "compliance-snapshots": report,
  "tenant-profiles": recordAnswer.extend({
    status: z.string(),
    operationRunId: z.string(),
    providerConnectionId: z.string(),
    displayName: z.string(),
    createdAt: at,
    verifiedAt: at.optional(),
    contentHash: z.string(),
    content: z.record(z.string(), z.unknown()),
  }),
  listings: recordAnswer.extend({
    status: z.string(),
    operationRunId: z.string(),
    providerConnectionId: z.string(),
    itemCount: number,
    counted: number.optional(),
    unreadable: number,
    startedAt: at.optional(),
    readAt: at.optional(),
    failureCode: z.string().optional(),
    missingPermission: z.string().optional(),
    failedAt: at.optional(),
  }),
  "directory-groups": listed,
  "role-definitions": listed.extend({ source: z.string() }),
  "inventory-items": listed.extend({ type: z.string() }),
} as const;
