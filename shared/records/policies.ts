import type { Clock } from "../foundation/clock.ts";
import type { StoreTarget } from "../ledger/store.ts";
import { type CollectionRead, createCollectionReads, relevantReads, sameReads } from "./collection-reads.ts";
import {
  type Change,
  changeOf,
  isLeftToLaterSync,
  isSameContent,
  type PolicyToStore,
  type SyncMark,
} from "./policy-change.ts";
import type { Collection } from "./policy-collections.ts";
import { type DisplayedPolicy, displayedPolicy, type PolicyRecord, policyRecord } from "./policy-record.ts";
import { createPolicyVersions } from "./policy-versions.ts";
import { createRecordStore, forEachOf, isAbsent, type RecordScope } from "./record-store.ts";

/** Limits what a sync may remove: policies that no sync has seen since the run's first attempt took its ticket. */
interface Removal {
  readonly runId: string;
  readonly n: number;
  readonly firstN: number;
  readonly providerConnectionId: string;
  readonly collections: readonly Collection[];
}

export const policiesKind = "policies";
/** Retry limit for reading a changing list; then it is reported as incomplete. */
const readRoundsMax = 3;

/** An attempt never overwrites what an attempt with a later ticket wrote. */
const isOurs = "(attribute_not_exists(#record.#lastSync.#n) OR #record.#lastSync.#n <= :n)";

/** The synced policies of an environment, their bodies as immutable versions, and how each collection was read. */
export function createPolicies(target: StoreTarget & { readonly clock: Clock }) {
  const store = createRecordStore(target);
  const reads = createCollectionReads(target);
  const versions = createPolicyVersions(target);
  const now = () => target.clock.now().toISOString();

  async function upsert(
    scope: RecordScope,
    policy: PolicyToStore,
    before: PolicyRecord | undefined,
    mark: SyncMark,
  ): Promise<Change> {
    const change = changeOf(policy, before, mark);
    if (change === "duplicate" || change === "id_taken" || change === "left_to_later") return change;

    const { body, unverifiable = [], ...facts } = policy;
    const isNewContent = before === undefined || !isSameContent(policy, before);
    if (isNewContent) {
      const { contentHash, displayName, settingCount } = policy;
      const previous = before && { previous: before.contentHash };
      const origin = { displayName, settingCount, runId: mark.runId, ...previous };
      await versions.keep(scope, { policyId: policy.id, contentHash, body }, origin);
    }
    const record: PolicyRecord = {
      ...facts,
      contentHash: isNewContent ? policy.contentHash : before.contentHash,
      ...(unverifiable.length > 0 && { unverifiable: [...unverifiable] }),
      providerConnectionId: mark.providerConnectionId,
      firstSeenAt: before?.firstSeenAt ?? now(),
      changedAt: isNewContent || before.removedAt !== undefined ? now() : before.changedAt,
      lastSeenAt: now(),
      lastSync: { runId: mark.runId, n: mark.n, page: mark.page, change },
    };
    const read = before?.collection ?? policy.collection;
    const condition = `${isAbsent} OR (${isOurs} AND #record.#collection = :read)`;
    const write = await store.tryPut(scope, policiesKind, policy.id, record, condition, { n: mark.n, read });
    const stored = write.record && policyRecord.parse(write.record);
    // A purge that marked the body before this write did not see that the policy has it now.
    const isOwnBody = write.isWritten && change !== "unchanged" && record.contentHash === policy.contentHash;
    if (isOwnBody && (await versions.findLost(scope, [policy.contentHash])).length > 0) {
      const origin = { displayName: policy.displayName, settingCount: policy.settingCount, runId: mark.runId };
      await versions.keep(scope, { policyId: policy.id, contentHash: policy.contentHash, body }, origin);
    }
    // Another sync assigned the id to another collection since it was read.
    if (!write.isWritten && stored !== undefined && stored.collection !== read) {
      return upsert(scope, policy, stored, mark);
    }
    return isLeftToLaterSync(write, mark) ? "left_to_later" : change;
  }

  /** Every policy by id, with its connection and the ticket of the sync that wrote it last. */
  async function listAll(scope: RecordScope) {
    const all = [];
    for await (const page of store.pages(scope, policiesKind)) {
      for (const record of page) {
        const stored = policyRecord.parse(record);
        const { id, collection, platform, displayName, settingCount, contentHash, providerConnectionId } = stored;
        const policy = { policyId: id, collection, platform, displayName, settingCount, contentHash };
        const isRemoved = stored.removedAt !== undefined;
        all.push({ policy, collection, providerConnectionId, n: stored.lastSync.n, isRemoved });
      }
    }
    return all;
  }

  return {
    /** The results are in the order of the policies, and the same when the same run repeats a page. */
    async upsertPage(scope: RecordScope, policies: readonly PolicyToStore[], mark: SyncMark) {
      const stored = await store.findMany(
        scope,
        policiesKind,
        policies.map((policy) => policy.id),
      );
      return forEachOf(policies, async (policy) => {
        const before = stored.get(policy.id);
        const change = await upsert(scope, policy, before && policyRecord.parse(before), mark);
        return change === "left_to_later" ? "unchanged" : change;
      });
    },

    /** Policies that exist in the collection but could not be read keep their stored state. */
    async markSeen(scope: RecordScope, collection: Collection, ids: readonly string[], mark: SyncMark): Promise<void> {
      const { runId, n, page } = mark;
      const seen = { runId, n, page, change: "unchanged" };
      const change = "SET #record.#lastSync = :seen, #record.#lastSeenAt = :now";
      const condition = `attribute_exists(pk) AND ${isOurs} AND #record.#collection = :collection`;
      const values = { seen, n, now: now(), collection };
      await forEachOf(ids, async (id) => {
        const write = await store.tryUpdate(scope, policiesKind, id, change, condition, values);
        if (write.record?.collection === collection) isLeftToLaterSync(write, mark);
      });
    },

    /**
     * Marks as removed the policies of these collections that this sync did not see; counts every policy it marked,
     * including those of an earlier attempt. `isDone` is false when the time ran out; a further call continues.
     */
    async markRemoved(
      scope: RecordScope,
      sync: Removal,
      budget: { readonly signal: AbortSignal; timeLeftMillis(): number },
    ): Promise<{ deleted: number; isDone: boolean }> {
      let deleted = 0;
      if (sync.collections.length === 0) return { deleted, isDone: true };
      for await (const page of store.pages(scope, policiesKind)) {
        if (budget.signal.aborted || budget.timeLeftMillis() <= 0) return { deleted, isDone: false };
        const removals = await forEachOf(page, (record) => remove(scope, policyRecord.parse(record), sync));
        deleted += removals.filter((isRemoved) => isRemoved).length;
      }
      return { deleted, isDone: true };
    },

    /**
     * Assigns this ticket to the previous removals by releases without tickets on a connection. Any later removal
     * without a ticket is then newer than the reads of this ticket, and makes them incomplete. Idempotent.
     */
    async takeOverRemovals(scope: RecordScope, providerConnectionId: string, n: number): Promise<void> {
      const condition = "attribute_exists(#record.#removedAt) AND attribute_not_exists(#record.#lastSync.#n)";
      const removed = (await listAll(scope)).filter(
        (one) => one.isRemoved && one.n === undefined && one.providerConnectionId === providerConnectionId,
      );
      await forEachOf(removed, ({ policy: { policyId } }) =>
        store.update(scope, policiesKind, policyId, "SET #record.#lastSync.#n = :n", condition, { n }),
      );
    },

    recordCollectionRead: reads.record,

    /**
     * A consistent read of every policy that is not removed, and how completely their collections were read: a
     * collection that a sync was writing meanwhile is reported as incomplete.
     */
    async readCurrent(scope: RecordScope): Promise<{ policies: CurrentPolicy[]; collections: CollectionRead[] }> {
      let before = await reads.list(scope);
      for (let round = 1; ; round++) {
        const all = await listAll(scope);
        const after = await reads.list(scope);
        if (sameReads(before, after) || round === readRoundsMax) {
          const policies = all.filter(({ isRemoved }) => !isRemoved).map(({ policy }) => policy);
          return { policies, collections: relevantReads(before, after, all) };
        }
        before = after;
      }
    },

    /** The number of stored policies of a connection that are not removed. */
    async countPresent(scope: RecordScope, providerConnectionId: string): Promise<number> {
      const all = await listAll(scope);
      return all.filter((one) => !one.isRemoved && one.providerConnectionId === providerConnectionId).length;
    },

    async find(scope: RecordScope, id: string): Promise<PolicyRecord | undefined> {
      const record = await store.find(scope, policiesKind, id);
      return record === undefined ? undefined : policyRecord.parse(record);
    },

    /** What the pages about its contents show, whichever release wrote it. */
    findDisplayed: async (scope: RecordScope, id: string): Promise<DisplayedPolicy | undefined> =>
      displayedPolicy.optional().parse(await store.find(scope, policiesKind, id)),

    keepPreviewed: versions.keepPreviewed,
    keepFor: versions.keepFor,
    findLost: versions.findLost,
    findBody: versions.findBody,
    findPreviewed: versions.findPreviewed,
  };

  async function remove(scope: RecordScope, policy: PolicyRecord, sync: Removal): Promise<boolean> {
    if (!sync.collections.includes(policy.collection)) return false;
    if (policy.providerConnectionId !== sync.providerConnectionId) return false;
    if (policy.removedAt !== undefined) {
      return policy.lastSync.runId === sync.runId && policy.lastSync.change === "deleted";
    }
    if (policy.lastSync.runId === sync.runId || (policy.lastSync.n ?? 0) >= sync.firstN) return false;
    const { runId, n, firstN } = sync;
    const mark = { runId, n, page: -1, change: "deleted" };
    const change = "SET #record.#removedAt = :now, #record.#lastSync = :mark";
    const condition =
      "(attribute_not_exists(#record.#lastSync.#n) OR #record.#lastSync.#n < :firstN)" +
      " AND #record.#lastSync.#runId <> :runId";
    const values = { now: now(), mark, runId, firstN };
    return (await store.update(scope, policiesKind, policy.id, change, condition, values)) !== undefined;
  }
}

type CurrentPolicy = Pick<PolicyRecord, "collection" | "platform" | "displayName" | "settingCount" | "contentHash"> & {
  readonly policyId: string;
};
