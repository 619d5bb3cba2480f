import { createHash } from "node:crypto";
import { canonicalJson } from "../../run/identity.ts";
import { type PolicyCollection, policyCollections } from "../provider/provider-access.ts";

/** One synced policy as a snapshot names it; its body stands in the immutable version with this hash. */
export interface EvidenceEntry {
  readonly policyId: string;
  readonly contentHash: string;
  readonly collection: PolicyCollection;
  readonly platform: string;
  readonly displayName: string;
  readonly settingCount: number;
}

/** How a collection was last read. */
export interface CollectionRead {
  readonly collection: PolicyCollection;
  readonly readAt: string;
  readonly isComplete: boolean;
  readonly failedItems: number;
  /** False: policies that the provider no longer has may still count as present. Absent in what an older release stored. */
  readonly removalsChecked?: boolean | undefined;
}

/** Whether a collection was read to its end, with every item, and with a look for what is gone. */
export function isReadWhole(read: CollectionRead | undefined): read is CollectionRead {
  return read?.isComplete === true && read.failedItems === 0 && read.removalsChecked !== false;
}

export type Completeness = "complete" | "partial" | "stale";

/** Synced policies are called stale evidence once a collection was not read for this long, in seconds. */
export const evidenceStaleAfterSeconds = 7 * 24 * 3600;

/** A collection that was never read, not read to its end, or not without failed items makes the evidence partial. */
export function deriveCompleteness(reads: readonly CollectionRead[], now: Date): Completeness {
  const known = policyCollections.map((collection) => reads.find((read) => read.collection === collection));
  if (!known.every(isReadWhole)) return "partial";
  const staleBefore = now.getTime() - evidenceStaleAfterSeconds * 1000;
  return known.some((read) => read !== undefined && Date.parse(read.readAt) < staleBefore) ? "stale" : "complete";
}

/**
 * What a snapshot says, as 64 hex characters: equal exactly when policies, bodies and completeness are. The
 * order of entries does not matter; no times and no persons go in.
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
        // Named only where it says something, so that fingerprints of older releases stay what they were.
        ...(removalsChecked === false && { removalsChecked }),
      }))
      .sort((a, b) => (a.collection < b.collection ? -1 : 1)),
    entries: [...entries].sort((a, b) => (a.policyId < b.policyId ? -1 : 1)),
  });
}

/** SHA-256 over canonical JSON, hex, kept apart by what it is for. */
export function fingerprintOf(purpose: "evidence" | "review", content: unknown): string {
  return createHash("sha256")
    .update(canonicalJson([`runtruth.${purpose}.1`, content]))
    .digest("hex");
}
