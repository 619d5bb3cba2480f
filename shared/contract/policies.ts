import * as z from "zod";
import { pageOf, pageQuery } from "./lists.ts";

const text = z.string();
const count = z.int().nonnegative();

/** A content that a policy has had. */
export const policyVersion = z.strictObject({
  /** Identifies the content; equal contents of a policy are one version. */
  contentHash: text,
  displayName: text,
  /** Null for a version that an older release stored. */
  settingCount: count.nullable(),
  /** When a sync first saw it, and that run; null for a version that an older release stored. */
  seenAt: text,
  operationRunId: text.nullable(),
  isCurrent: z.boolean(),
  /** When it was archived, and when its document was purged; null while neither happened. */
  archivedAt: text.nullable(),
  purgedAt: text.nullable(),
});
export const policyVersionPage = pageOf(policyVersion);

/** From the outside in. A setting of the settings catalog is named by its definition, never by its position. */
const settingPath = z.array(text).min(1);

/** One policy as stored: secrets are masked and marked, because they are not stored. */
export const policyDocument = z.strictObject({
  policyId: text,
  contentHash: text,
  settings: z.array(
    z.strictObject({ path: settingPath, value: text, isUnverifiable: z.boolean(), isCut: z.boolean() }),
  ),
  /** The document as the provider returned it, with its secrets masked. */
  document: z.record(text, z.unknown()),
});
export const documentQuery = z.strictObject({
  /** The `contentHash` of a version; default: the current one. */
  version: text.min(1).max(128).optional(),
});

export const settingChanges = ["added", "removed", "changed", "unverifiable", "unchanged"] as const;

/** Two documents, setting by setting. */
export const settingComparison = z.strictObject({
  /** False: one of the documents is not stored, for example in previews of older releases. */
  isComparable: z.boolean(),
  counts: z.strictObject({ added: count, removed: count, changed: count, unverifiable: count, unchanged: count }),
  settings: z.array(
    z.strictObject({
      path: settingPath,
      /** `unverifiable`: a secret that is not stored, so the two may differ. */
      change: z.enum(settingChanges),
      /** The value as text; null when the document does not have the setting. */
      from: text.nullable(),
      to: text.nullable(),
      /** The texts are cut; the whole values are in the documents. */
      isCut: z.boolean(),
    }),
  ),
});
export const comparisonQuery = z.strictObject({
  /** The `contentHash` of a version; default: the one before `to`. */
  from: text.min(1).max(128).optional(),
  /** The `contentHash` of a version; default: the current one. */
  to: text.min(1).max(128).optional(),
});

/** How a policy differs between two evidence snapshots. */
export const evidenceChanges = ["added", "removed", "changed"] as const;

export const evidenceComparison = z.strictObject({
  /** The snapshot compared with; null when the environment has no earlier one that still holds its entries. */
  with: text.nullable(),
  counts: z.strictObject({ added: count, removed: count, changed: count, unchanged: count }),
  /** Policies that differ, by name. */
  policies: z.array(
    z.strictObject({
      policyId: text,
      displayName: text,
      collection: text,
      change: z.enum(evidenceChanges),
      /** The versions, for a comparison of the policy. */
      from: text.nullable(),
      to: text.nullable(),
    }),
  ),
});
export const evidenceComparisonQuery = z.strictObject({
  /** The id of the snapshot to compare with; default: the one generated before. */
  with: text.min(1).max(128).optional(),
});

/** Lists of records may be searched by name or id. */
export const recordQuery = pageQuery.extend({
  /** Words of the name, or of the id; all must occur, in any case. */
  search: text.trim().min(1).max(80).optional(),
});
