import * as z from "zod";
import { at, number, recordAnswer } from "./record-answer.ts";

/** Baselines, and how an environment differs from them. */
export const baselineRecords = {
  "baseline-profiles": recordAnswer.extend({
    name: z.string(),
    sourceEnvironmentId: z.string(),
    selection: z.union([z.literal("all"), z.array(z.string())]),
    createdAt: at,
    createdByUserId: z.string(),
    active: z.looseObject({ id: z.string(), itemCount: number, capturedAt: at }).optional(),
  }),
  "baseline-snapshots": recordAnswer.extend({
    status: z.string(),
    baselineProfileId: z.string(),
    operationRunId: z.string(),
    itemCount: number,
    capturedAt: at,
    completedAt: at,
  }),
  "baseline-comparisons": recordAnswer.extend({
    status: z.string(),
    baselineProfileId: z.string(),
    baselineSnapshotId: z.string(),
    operationRunId: z.string(),
    completedAt: at,
    total: number,
    matched: number,
    missing: number,
    ambiguous: number,
    unreadable: number,
    unexpected: number,
    findings: number,
    accepted: number,
    resolved: number,
    settings: number,
    reordered: number,
    secrets: number,
    schemaChanged: z.array(z.string()),
  }),
  "drift-findings": recordAnswer.extend({
    status: z.string(),
    baselineProfileId: z.string(),
    policyKey: z.string(),
    policyId: z.string().optional(),
    displayName: z.string(),
    /** Where in the document, as in a JSON pointer without its leading slash; empty for the policy itself. */
    path: z.string(),
    kind: z.string(),
    expected: z.string().optional(),
    actual: z.string().optional(),
    /** Why an earlier acceptance or resolution ended. */
    reopened: z.string().optional(),
    acceptance: z.looseObject({ byUserId: z.string(), reason: z.string(), until: at, at }).optional(),
    firstSeenAt: at,
    lastSeenAt: at,
    resolvedAt: at.optional(),
    operationRunId: z.string(),
  }),
} as const;
