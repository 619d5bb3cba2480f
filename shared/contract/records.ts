import * as z from "zod";
import { recordKinds as kinds } from "../run/record-kinds.ts";
import { changeSetItem } from "./change-set-item.ts";
import { pageOf } from "./lists.ts";
import { state } from "./run-truth.ts";

/** The record kinds of an environment. */
export const recordKinds = kinds;
export type RecordKind = (typeof kinds)[number];

/** One record: its id and badge. Other fields depend on its kind, and more may be added. */
export const recordAnswer = z.looseObject({ id: z.string(), state });
export const recordPage = pageOf(recordAnswer).extend({
  /** Newest first; otherwise by name or id, where no part of the list is older than another. */
  isNewestFirst: z.boolean(),
  /** All records that match, where the list is kept as a whole; absent for other kinds. */
  total: z.int().optional(),
});
export type RecordAnswer = z.infer<typeof recordAnswer>;

const at = z.string();
const number = z.int();

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

/** Guaranteed fields of each kind; a kind that no operation creates yet has only its badge. */
export const recordSchemas = {
  "provider-connections": recordAnswer.extend({
    provider: z.string(),
    displayName: z.string(),
    baseUrl: z.string(),
    tokenUrl: z.string(),
    clientId: z.string(),
    secretName: z.string(),
    isDefault: z.boolean(),
    isEnabled: z.boolean(),
    consentStatus: z.string(),
    verificationStatus: z.string(),
    consentLastCheckedAt: at.optional(),
    lastHealthCheckAt: at.optional(),
    lastErrorReasonCode: z.string().optional(),
  }),
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
    ...{ archivedAt: at.optional(), purgedAt: at.optional() },
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
  "baseline-snapshots": recordAnswer.extend({
    status: z.string(),
    baselineProfileId: z.string(),
    operationRunId: z.string(),
    itemCount: number,
    capturedAt: at,
    completedAt: at,
  }),
  "baseline-profiles": recordAnswer.extend({
    name: z.string(),
    sourceEnvironmentId: z.string(),
    selection: z.union([z.literal("all"), z.array(z.string())]),
    createdAt: at,
    createdByUserId: z.string(),
    active: z.looseObject({ id: z.string(), itemCount: number, capturedAt: at }).optional(),
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
} as const satisfies Record<RecordKind, z.ZodType>;

const text = z.string().trim().min(1);
const url = z.url({ protocol: /^https?$/ }).max(500);

/**
 * A provider connection as its owner writes it; replaces all fields. Only the check writes consent, verification and
 * check times. The secret is referenced by name, never sent; both addresses must be on the environment's allow-list.
 */
export const providerConnectionWrite = z.strictObject({
  provider: text.max(40).regex(/^[a-z0-9][a-z0-9_-]*$/, "must be a-z, 0-9, '_' and '-'"),
  displayName: text.max(80),
  baseUrl: url,
  tokenUrl: url,
  clientId: text.max(128),
  secretName: text.max(200).regex(/^[\w/+=.@-]+$/, "must be the name of a secret"),
  isDefault: z.boolean(),
  isEnabled: z.boolean(),
});
