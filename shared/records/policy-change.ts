import { FencedError } from "../foundation/fenced-error.ts";
import type { Collection } from "./policy-collections.ts";
import { type PolicyRecord, policyRecord } from "./policy-record.ts";
import type { TriedWrite } from "./record-store.ts";

/** A policy as read by a sync. */
export interface PolicyToStore {
  readonly id: string;
  readonly collection: Collection;
  readonly platform: string;
  readonly displayName: string;
  readonly settingCount: number;
  readonly unverifiable?: readonly string[];
  readonly contentHash: string;
  readonly normalHash: string;
  readonly body: Uint8Array;
}

/** Which attempt of which sync saw a policy, and where. */
export interface SyncMark {
  readonly runId: string;
  /** The attempt's ticket. */
  readonly n: number;
  readonly providerConnectionId: string;
  readonly page: number;
  readonly partStartsAtPage: number;
  /** Collections that this run has read completely, every item identified. */
  readonly swept: readonly Collection[];
}

/** `id_taken`: a policy of another collection has the id. `left_to_later`: a later sync has written the policy. */
export type Change = "created" | "updated" | "unchanged" | "duplicate" | "id_taken" | "left_to_later";

/**
 * Whether a later attempt of another run has written the policy. Throws `FencedError` for a later attempt of the same run.
 */
export function isLeftToLaterSync({ isWritten, record }: TriedWrite, mark: SyncMark): boolean {
  if (isWritten || record === undefined) return false;
  if (policyRecord.parse(record).lastSync.runId === mark.runId) throw new FencedError("a policy's mark");
  return true;
}

/** The change from the stored policy; the same result when an attempt repeats it. */
export function changeOf(policy: PolicyToStore, before: PolicyRecord | undefined, mark: SyncMark): Change {
  if (before === undefined) return "created";
  const { runId, n = 0, page, change } = before.lastSync;
  if (n > mark.n) {
    isLeftToLaterSync({ isWritten: false, record: before }, mark);
    return "left_to_later";
  }
  if (isIdTaken(policy, before, mark)) return "id_taken";
  const wasSeenByUs = runId === mark.runId && change !== "deleted";
  if (wasSeenByUs && page < mark.partStartsAtPage) return "duplicate";
  if (wasSeenByUs && change !== "unchanged") return change;
  return isSameContent(policy, before) && before.removedAt === undefined ? "unchanged" : "updated";
}

/**
 * Whether the stored policy with this id is a different one. Ids are only unique within a collection; a policy has
 * moved when this run has read its former collection without seeing it.
 */
function isIdTaken(policy: PolicyToStore, before: PolicyRecord, mark: SyncMark): boolean {
  if (before.collection === policy.collection || before.removedAt !== undefined) return false;
  const isSameSource = before.providerConnectionId === mark.providerConnectionId;
  const hasMoved = isSameSource && before.lastSync.runId !== mark.runId && mark.swept.includes(before.collection);
  return !hasMoved;
}

/**
 * Records of older releases are compared by their text only, so that the first sync after an upgrade reports no
 * updates.
 */
export function isSameContent(policy: PolicyToStore, before: PolicyRecord): boolean {
  return before.contentHash === policy.contentHash || before.normalHash === policy.normalHash;
}
