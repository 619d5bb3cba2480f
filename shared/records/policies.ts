import { gunzipSync } from "node:zlib";
import * as z from "zod";
import type { Clock } from "../clock.ts";
import type { StoreTarget } from "../ledger/store.ts";
import { createRecordStore, forEachOf, isAbsent, type RecordScope } from "./record-store.ts";

export const collections = ["deviceCompliancePolicies", "deviceConfigurations", "configurationPolicies"] as const;
type Collection = (typeof collections)[number];

/** What the last sync that saw a policy did to it; `page` is -1 for a policy it did not see. */
const lastSync = z.object({
  runId: z.string(),
  page: z.number().int(),
  change: z.enum(["created", "updated", "unchanged", "deleted"]),
});

export const policyRecord = z.object({
  id: z.string(),
  collection: z.enum(collections),
  platform: z.string(),
  displayName: z.string(),
  settingCount: z.number().int(),
  /** Names the immutable version that holds the body. */
  contentHash: z.string(),
  providerConnectionId: z.string(),
  firstSeenAt: z.string(),
  changedAt: z.string(),
  removedAt: z.string().optional(),
  lastSync,
});
export type PolicyRecord = z.infer<typeof policyRecord>;

/** A policy as a sync brings it. */
export interface PolicyToStore {
  readonly id: string;
  readonly collection: Collection;
  readonly platform: string;
  readonly displayName: string;
  readonly settingCount: number;
  readonly contentHash: string;
  readonly body: Uint8Array;
}

export interface SyncMark {
  readonly runId: string;
  readonly providerConnectionId: string;
  readonly page: number;
  readonly partStartsAtPage: number;
}

const policyVersion = z.object({ policyId: z.string(), body: z.instanceof(Uint8Array), storedAt: z.string() });
const collectionRead = z.object({
  collection: z.enum(collections),
  runId: z.string(),
  readAt: z.string(),
  isComplete: z.boolean(),
  failedItems: z.number().int(),
});

export const policiesKind = "policies";
const versionsKind = "policy-versions";
const readsKind = "policy-collections";

/** Run ids grow with time: what a younger sync has seen, an older one that is still at it leaves alone. */
const isOurs = "#record.#lastSync.#runId <= :runId";

/** The synced policies of an environment, their bodies as immutable versions, and how each collection was read. */
export function createPolicies(target: StoreTarget & { readonly clock: Clock }) {
  const store = createRecordStore(target);
  const now = () => target.clock.now().toISOString();

  async function upsert(scope: RecordScope, policy: PolicyToStore, before: PolicyRecord | undefined, mark: SyncMark) {
    const change = changeOf(policy, before, mark);
    if (change === "duplicate" || change === "left_to_younger") return change;

    const { body, ...facts } = policy;
    const isNewContent = before?.contentHash !== policy.contentHash;
    if (isNewContent) {
      // Refused when the same content was stored before, which is as good.
      const version = { policyId: policy.id, body, storedAt: now() };
      await store.put(scope, versionsKind, policy.contentHash, version, isAbsent);
    }
    const record: PolicyRecord = {
      ...facts,
      providerConnectionId: mark.providerConnectionId,
      firstSeenAt: before?.firstSeenAt ?? now(),
      changedAt: isNewContent || before.removedAt !== undefined ? now() : before.changedAt,
      lastSync: { runId: mark.runId, page: mark.page, change },
    };
    await store.put(scope, policiesKind, policy.id, record, `${isAbsent} OR ${isOurs}`, { runId: mark.runId });
    return change;
  }

  return {
    /** The answers are in the order of the policies, and the same when a page is stored again by the same run. */
    async upsertPage(scope: RecordScope, policies: readonly PolicyToStore[], mark: SyncMark) {
      const stored = await store.findMany(
        scope,
        policiesKind,
        policies.map((policy) => policy.id),
      );
      return forEachOf(policies, async (policy) => {
        const before = stored.get(policy.id);
        const change = await upsert(scope, policy, before && policyRecord.parse(before), mark);
        return change === "left_to_younger" ? "unchanged" : change;
      });
    },

    /** Policies that exist but could not be read keep what is stored of them. */
    async markSeen(scope: RecordScope, ids: readonly string[], mark: SyncMark): Promise<void> {
      const seen = { runId: mark.runId, page: mark.page, change: "unchanged" };
      await forEachOf(ids, (id) =>
        store.update(scope, policiesKind, id, "SET #record.#lastSync = :seen", isOurs, { seen, runId: mark.runId }),
      );
    },

    /**
     * Marks as removed what this sync did not see in these collections. Counts all it has marked, also in an
     * earlier attempt. Not done when the time ran out; calling again goes on.
     */
    async markRemoved(
      scope: RecordScope,
      sync: { runId: string; providerConnectionId: string; collections: readonly Collection[] },
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

    /** How a collection was read; an older sync never overwrites what a younger one wrote. */
    async recordCollectionRead(
      scope: RecordScope,
      read: { collection: Collection; runId: string; isComplete: boolean; failedItems: number },
    ): Promise<void> {
      const condition = `${isAbsent} OR #record.#runId <= :runId`;
      await store.put(scope, readsKind, read.collection, { ...read, readAt: now() }, condition, { runId: read.runId });
    },

    async collectionReads(scope: RecordScope) {
      const reads = [];
      for await (const page of store.pages(scope, readsKind))
        reads.push(...page.map((read) => collectionRead.parse(read)));
      return reads;
    },

    /** Every policy that is not removed, by id. */
    async listCurrent(scope: RecordScope) {
      const current = [];
      for await (const page of store.pages(scope, policiesKind)) {
        for (const record of page) {
          const { id, removedAt, collection, platform, displayName, settingCount, contentHash } =
            policyRecord.parse(record);
          if (removedAt === undefined) {
            current.push({ policyId: id, collection, platform, displayName, settingCount, contentHash });
          }
        }
      }
      return current;
    },

    async find(scope: RecordScope, id: string): Promise<PolicyRecord | undefined> {
      const record = await store.find(scope, policiesKind, id);
      return record === undefined ? undefined : policyRecord.parse(record);
    },

    /** The body of a version as its canonical JSON text; undefined when no such version was ever stored. */
    async findBody(scope: RecordScope, contentHash: string): Promise<string | undefined> {
      const record = await store.find(scope, versionsKind, contentHash);
      return record === undefined ? undefined : gunzipSync(policyVersion.parse(record).body).toString("utf8");
    },
  };

  async function remove(
    scope: RecordScope,
    policy: PolicyRecord,
    sync: { runId: string; providerConnectionId: string; collections: readonly Collection[] },
  ): Promise<boolean> {
    if (!sync.collections.includes(policy.collection)) return false;
    if (policy.providerConnectionId !== sync.providerConnectionId) return false;
    if (policy.removedAt !== undefined) {
      return policy.lastSync.runId === sync.runId && policy.lastSync.change === "deleted";
    }
    if (policy.lastSync.runId >= sync.runId) return false;
    const mark = { runId: sync.runId, page: -1, change: "deleted" };
    const change = "SET #record.#removedAt = :now, #record.#lastSync = :mark";
    const condition = "#record.#lastSync.#runId < :runId";
    const values = { now: now(), mark, runId: sync.runId };
    return (await store.update(scope, policiesKind, policy.id, change, condition, values)) !== undefined;
  }
}

/** What storing a policy comes to, from what is stored; the same answer when an attempt repeats it. */
function changeOf(policy: PolicyToStore, before: PolicyRecord | undefined, mark: SyncMark) {
  if (before === undefined) return "created";
  const { runId, page, change } = before.lastSync;
  if (runId > mark.runId) return "left_to_younger";
  const wasSeenByUs = runId === mark.runId && change !== "deleted";
  if (wasSeenByUs && page < mark.partStartsAtPage) return "duplicate";
  if (wasSeenByUs && change !== "unchanged") return change;
  return before.contentHash === policy.contentHash && before.removedAt === undefined ? "unchanged" : "updated";
}
