import { gunzipSync } from "node:zlib";
import * as z from "zod";
import type { Clock } from "../clock.ts";
import { Fenced } from "../fenced.ts";
import type { StoreTarget } from "../ledger/store.ts";
import { canonicalJson } from "../run/identity.ts";
import { maskSecrets } from "../unverifiable.ts";
import { type CollectionRead, createCollectionReads, sameReads, spokenReads } from "./collection-reads.ts";
import { type Collection, collections } from "./policy-collections.ts";
import { createRecordStore, forEachOf, isAbsent, type RecordScope, type TriedWrite } from "./record-store.ts";

/** What the last sync that saw a policy did to it; `page` is -1 for a policy it did not see. */
const lastSync = z.object({
  runId: z.string(),
  /** The ticket of the attempt that wrote this; absent on what releases without tickets stored, which is older. */
  n: z.number().int().optional(),
  page: z.number().int(),
  change: z.enum(["created", "updated", "unchanged", "deleted"]),
});

export const policyRecord = z.object({
  id: z.string(),
  collection: z.enum(collections),
  platform: z.string(),
  displayName: z.string(),
  settingCount: z.number().int(),
  /** JSON pointers to what is not known of it: its secrets, which are not stored. Absent when there are none. */
  unverifiable: z.array(z.string()).optional(),
  /** Names the immutable version that holds the body, in the spelling in which a sync first saw this content. */
  contentHash: z.string(),
  /** The same for every spelling of the content; absent on what older releases stored. */
  normalHash: z.string().optional(),
  providerConnectionId: z.string(),
  firstSeenAt: z.string(),
  changedAt: z.string(),
  /** When a sync last found it at the provider, also when it could not be read; absent on what older releases stored. */
  lastSeenAt: z.string().optional(),
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
}

const policyVersion = z.object({ policyId: z.string(), body: z.instanceof(Uint8Array), storedAt: z.string() });
/** What a sync may remove: whatever nobody has seen since the run's first attempt took its ticket. */
interface Removal {
  readonly runId: string;
  readonly n: number;
  readonly firstN: number;
  readonly providerConnectionId: string;
  readonly collections: readonly Collection[];
}

export const policiesKind = "policies";
const versionsKind = "policy-versions";
/** A list that keeps changing under the reader is told as incomplete after so many rounds. */
const readRoundsMax = 3;

/** What an attempt with a later ticket has written, an earlier one leaves alone. */
const isOurs = "(attribute_not_exists(#record.#lastSync.#n) OR #record.#lastSync.#n <= :n)";

/** The synced policies of an environment, their bodies as immutable versions, and how each collection was read. */
export function createPolicies(target: StoreTarget & { readonly clock: Clock }) {
  const store = createRecordStore(target);
  const reads = createCollectionReads(target);
  const now = () => target.clock.now().toISOString();

  async function upsert(scope: RecordScope, policy: PolicyToStore, before: PolicyRecord | undefined, mark: SyncMark) {
    const change = changeOf(policy, before, mark);
    if (change === "duplicate" || change === "left_to_later") return change;

    const { body, unverifiable = [], ...facts } = policy;
    const isNewContent = before === undefined || !isSameContent(policy, before);
    if (isNewContent) {
      // Refused when the same content was stored before, which is as good.
      const version = { policyId: policy.id, body, storedAt: now() };
      await store.put(scope, versionsKind, policy.contentHash, version, isAbsent);
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
    const condition = `${isAbsent} OR ${isOurs}`;
    const write = await store.tryPut(scope, policiesKind, policy.id, record, condition, { n: mark.n });
    return isLeftToLater(write, mark) ? "left_to_later" : change;
  }

  /** Every policy that is not removed, by id, with the connection it came through. */
  async function listWithConnection(scope: RecordScope) {
    const current = [];
    for await (const page of store.pages(scope, policiesKind)) {
      for (const record of page) {
        const stored = policyRecord.parse(record);
        const { id, collection, platform, displayName, settingCount, contentHash, providerConnectionId } = stored;
        if (stored.removedAt === undefined) {
          const policy = { policyId: id, collection, platform, displayName, settingCount, contentHash };
          current.push({ policy, collection, providerConnectionId, n: stored.lastSync.n });
        }
      }
    }
    return current;
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
        return change === "left_to_later" ? "unchanged" : change;
      });
    },

    /** Policies that exist but could not be read keep what is stored of them. */
    async markSeen(scope: RecordScope, ids: readonly string[], mark: SyncMark): Promise<void> {
      const { runId, n, page } = mark;
      const seen = { runId, n, page, change: "unchanged" };
      const change = "SET #record.#lastSync = :seen, #record.#lastSeenAt = :now";
      const condition = `attribute_exists(pk) AND ${isOurs}`;
      await forEachOf(ids, async (id) => {
        isLeftToLater(await store.tryUpdate(scope, policiesKind, id, change, condition, { seen, n, now: now() }), mark);
      });
    },

    /**
     * Marks as removed what this sync did not see in these collections. Counts all it has marked, also in an
     * earlier attempt. Not done when the time ran out; calling again goes on.
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

    recordCollectionRead: reads.record,

    /**
     * Every policy that is not removed, and how their collections were read, both of one moment: a collection that a
     * sync was writing meanwhile is told as incomplete.
     */
    async readCurrent(scope: RecordScope): Promise<{ policies: CurrentPolicy[]; collections: CollectionRead[] }> {
      let before = await reads.list(scope);
      for (let round = 1; ; round++) {
        const current = await listWithConnection(scope);
        const after = await reads.list(scope);
        if (sameReads(before, after) || round === readRoundsMax) {
          return { policies: current.map(({ policy }) => policy), collections: spokenReads(before, after, current) };
        }
        before = after;
      }
    },

    /** How many policies of a connection are stored and not removed. */
    async countPresent(scope: RecordScope, providerConnectionId: string): Promise<number> {
      const present = await listWithConnection(scope);
      return present.filter((policy) => policy.providerConnectionId === providerConnectionId).length;
    },

    async find(scope: RecordScope, id: string): Promise<PolicyRecord | undefined> {
      const record = await store.find(scope, policiesKind, id);
      return record === undefined ? undefined : policyRecord.parse(record);
    },

    /** The body of a version as its canonical JSON text, without secrets that an earlier release stored with it; undefined when no such version was ever stored. */
    async findBody(scope: RecordScope, contentHash: string): Promise<string | undefined> {
      const record = await store.find(scope, versionsKind, contentHash);
      return record === undefined
        ? undefined
        : maskedText(gunzipSync(policyVersion.parse(record).body).toString("utf8"));
    },
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

/** Whether a later attempt of another run has the policy. A later attempt of the same run has fenced this one off. */
function isLeftToLater({ isWritten, record }: TriedWrite, mark: SyncMark): boolean {
  if (isWritten || record === undefined) return false;
  if (policyRecord.parse(record).lastSync.runId === mark.runId) throw new Fenced("a policy's mark");
  return true;
}

/** What storing a policy comes to, from what is stored; the same answer when an attempt repeats it. */
function changeOf(policy: PolicyToStore, before: PolicyRecord | undefined, mark: SyncMark) {
  if (before === undefined) return "created";
  const { runId, n = 0, page, change } = before.lastSync;
  if (n > mark.n) {
    isLeftToLater({ isWritten: false, record: before }, mark);
    return "left_to_later";
  }
  const wasSeenByUs = runId === mark.runId && change !== "deleted";
  if (wasSeenByUs && page < mark.partStartsAtPage) return "duplicate";
  if (wasSeenByUs && change !== "unchanged") return change;
  return isSameContent(policy, before) && before.removedAt === undefined ? "unchanged" : "updated";
}

/** What an older release stored is compared by its text alone, so that the first sync after it calls no policy updated. */
function isSameContent(policy: PolicyToStore, before: PolicyRecord): boolean {
  return before.contentHash === policy.contentHash || before.normalHash === policy.normalHash;
}

/** A text that holds no secret, or is no document, is left as it is to the last character. */
function maskedText(text: string): string {
  const read = z.record(z.string(), z.unknown()).safeParse(parsed(text));
  if (!read.success) return text;
  const { document, unverifiable } = maskSecrets(read.data);
  return unverifiable.length === 0 ? text : canonicalJson(document);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
