import type { Failure } from "../../run/run.ts";
import type { CollectionRead, EvidenceEntry } from "../evidence/evidence.ts";
import { type PolicyCollection, policyCollections } from "../provider/provider-access.ts";

/** One policy of a backup set, with the version of its body. */
export interface BackupItem extends Omit<EvidenceEntry, "settingCount"> {
  readonly takenAt: string;
  readonly operationRunId: string;
  readonly change: "created" | "updated" | "unchanged";
}

/** Policy counts of one backup; `failed` were requested but are not among the synced policies. */
export interface TakeCounts {
  readonly total: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly failed: number;
}

/** How completely a collection behind a backup had been read. */
export interface BackupCoverage {
  readonly collection: PolicyCollection;
  readonly readAt?: string | undefined;
  readonly isComplete: boolean;
  readonly failedItems: number;
  readonly removalsChecked?: boolean | undefined;
}

/**
 * The content of a set after a backup: its previous items, with the selected policies in their current state. By
 * policy id.
 */
export function mergeItems(
  before: readonly BackupItem[],
  current: readonly EvidenceEntry[],
  wanted: readonly string[] | undefined,
  taking: Pick<BackupItem, "takenAt" | "operationRunId">,
): { readonly items: readonly BackupItem[]; readonly counts: TakeCounts } {
  const items = new Map(before.map((item) => [item.policyId, item]));
  const byId = new Map(current.map((policy) => [policy.policyId, policy]));
  const ids = new Set(wanted ?? byId.keys());
  const counts = { total: ids.size, created: 0, updated: 0, unchanged: 0, failed: 0 };
  for (const id of ids) {
    const policy = byId.get(id);
    if (policy === undefined) {
      counts.failed += 1;
      continue;
    }
    const known = items.get(id);
    const isSame = known?.contentHash === policy.contentHash;
    const change = known === undefined ? "created" : isSame ? "unchanged" : "updated";
    counts[change] += 1;
    const { settingCount: _, ...facts } = policy;
    items.set(id, { ...facts, ...taking, change });
  }
  const sorted = [...items.values()].sort((a, b) => (a.policyId < b.policyId ? -1 : 1));
  return { items: sorted, counts };
}

/** How completely the collections behind a backup were read: all of them, or those of the selected policies. */
export function coverageOf(
  reads: readonly CollectionRead[],
  chosen: readonly { readonly collection: PolicyCollection }[] | undefined,
): BackupCoverage[] {
  return policyCollections
    .filter((collection) => chosen === undefined || chosen.some((policy) => policy.collection === collection))
    .map((collection) => {
      const read = reads.find((one) => one.collection === collection);
      return read === undefined
        ? { collection, isComplete: false, failedItems: 0 }
        : {
            collection,
            readAt: read.readAt,
            isComplete: read.isComplete,
            failedItems: read.failedItems,
            ...(read.removalsChecked === false && { removalsChecked: false }),
          };
    });
}

/** Known gaps of a set. A set with gaps must never be called complete. */
export function gapsOf(coverage: readonly BackupCoverage[]): Failure[] {
  return coverage.flatMap(({ collection, isComplete, failedItems, removalsChecked }) => {
    const gap = { code: "backup.source_incomplete", about: { collection } };
    if (!isComplete) return [{ ...gap, message: "The last sync did not read the collection to its end." }];
    if (failedItems > 0) return [{ ...gap, message: "The last sync omitted policies.", count: failedItems }];
    return removalsChecked === false ? [{ ...gap, message: "The last sync did not check for removed policies." }] : [];
  });
}
