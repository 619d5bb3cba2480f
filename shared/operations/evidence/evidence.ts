import { createHash } from "node:crypto";
import { canonicalJson } from "../../run/identity.ts";
import { type PolicyCollection, policyCollections } from "../provider/provider-access.ts";

/** One synced policy in a snapshot; the immutable version with this hash contains its body. */
export interface EvidenceEntry {
  readonly policyId: string;
  readonly contentHash: string;
  readonly collection: PolicyCollection;
  readonly platform: string;
  readonly displayName: string;
  readonly settingCount: number;
}

/** How completely a collection was last read. */
export interface CollectionRead {
  readonly collection: PolicyCollection;
  readonly readAt: string;
  readonly isComplete: boolean;
  readonly failedItems: number;
  /**
   * False: policies that the provider no longer has may still count as present. Absent in reads stored by older
   * releases.
   */
  readonly removalsChecked?: boolean | undefined;
}

/** Whether a collection was read completely, without failed items, and checked for removed policies. */
export function isReadWhole(read: CollectionRead | undefined): read is CollectionRead {
  return read?.isComplete === true && read.failedItems === 0 && read.removalsChecked !== false;
}

export type Completeness = "complete" | "partial" | "stale";

/** Age in seconds of a collection read beyond which its policies are stale evidence. */
export const evidenceStaleAfterSeconds = 7 * 24 * 3600;

/** A collection that was never read, read incompletely, or read with failed items makes the evidence partial. */
export function deriveCompleteness(reads: readonly CollectionRead[], now: Date): Completeness {
  const known = policyCollections.map((collection) => reads.find((read) => read.collection === collection));
  if (!known.every(isReadWhole)) return "partial";
  const staleBefore = now.getTime() - evidenceStaleAfterSeconds * 1000;
  return known.some((read) => read !== undefined && Date.parse(read.readAt) < staleBefore) ? "stale" : "complete";
}

/**
 * Digest of a snapshot's content, as 64 hex characters: equal exactly when policies, bodies and completeness are
 * equal. Independent of entry order, times and persons.
 */
export function evidenceFingerprint(
  environmentId: string,
  entries: readonly EvidenceEntry[],
  reads: readonly CollectionRead[],
  completeness: Completeness,
): string {
  return fingerprintOf("evidence", {
    environmentId,
    completeness,
    collections: reads
      .map(({ collection, isComplete, failedItems, removalsChecked }) => ({
        collection,
        isComplete,
        failedItems,
        // Included only when false, so that fingerprints of older releases stay valid.
        ...(removalsChecked === false && { removalsChecked }),
      }))
      .sort((a, b) => (a.collection < b.collection ? -1 : 1)),
    entries: [...entries].sort((a, b) => (a.policyId < b.policyId ? -1 : 1)),
  });
}

/** SHA-256 over canonical JSON, hex, with separate domains per purpose. */
export function fingerprintOf(purpose: "evidence" | "review", content: unknown): string {
  return createHash("sha256")
    .update(canonicalJson([`runtruth.${purpose}.1`, content]))
    .digest("hex");
}
