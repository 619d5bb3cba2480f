import * as z from "zod";
import { changeSetItem } from "./change-set-item.ts";
import { at, number, recordAnswer } from "./record-answer.ts";

/** What changes are made from: backups, change sets and plans. */
export const changeRecords = {
  "backup-sets": recordAnswer.extend({
    status: z.string(),
    name: z.string(),
    itemCount: number,
    operationRunId: z.string(),
    createdAt: at,
    completedAt: at.optional(),
    backupScheduleId: z.string().optional(),
    heldAt: at.optional(),
    heldByUserId: z.string().optional(),
    holdReason: z.string().optional(),
    archivedAt: at.optional(),
    purgeAfter: at.optional(),
    purgedAt: at.optional(),
  }),
  "backup-schedules": recordAnswer.extend({
    name: z.string(),
    isEnabled: z.boolean(),
    keepLast: number,
    createdAt: at,
    createdByUserId: z.string(),
    archivedAt: at.optional(),
  }),
  "restore-runs": recordAnswer.extend({
    status: z.string(),
    /** What the change set does: restore, promote, assign or delete; absent on older records, which are restores. */
    action: z.string().optional(),
    /** Absent when no backup set is involved. */
    backupSetId: z.string().optional(),
    sourceEnvironmentId: z.string().optional(),
    baselineSnapshotId: z.string().optional(),
    /** What an execution must name, and until when it may. */
    digest: z.string().optional(),
    expiresAt: at.optional(),
    reach: z
      .looseObject({ groups: number, members: number, uncounted: number, broadens: z.array(z.string()) })
      .optional(),
    providerConnectionId: z.string(),
    operationRunId: z.string().optional(),
    requestedByUserId: z.string(),
    isDryRun: z.boolean(),
    itemCount: number.optional(),
    failureReason: z.string().optional(),
    items: z.array(changeSetItem).optional(),
    createdAt: at,
    startedAt: at.optional(),
    completedAt: at.optional(),
    archivedAt: at.optional(),
    purgedAt: at.optional(),
  }),
  plans: recordAnswer.extend({
    status: z.string(),
    operationType: z.string(),
    subject: z.record(z.string(), z.union([z.string(), z.number()])),
    /** The name that confirms its execution. */
    name: z.string(),
    operationRunId: z.string(),
    digest: z.string().optional(),
    counts: z.looseObject({ total: number, kept: number }).optional(),
    results: z.looseObject({ done: number, left: number, failed: number }).optional(),
    plannedByUserId: z.string(),
    executedByUserId: z.string().optional(),
    createdAt: at,
    plannedAt: at.optional(),
    expiresAt: at.optional(),
    executedAt: at.optional(),
    completedAt: at.optional(),
  }),
} as const;
