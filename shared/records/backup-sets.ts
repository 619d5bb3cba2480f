import * as z from "zod";
import type { Clock } from "../foundation/clock.ts";
import { FencedError } from "../foundation/fenced-error.ts";
import type { StoreTarget } from "../ledger/store.ts";
import { type Attempt, attemptOf } from "./attempt-tickets.ts";
import { partIdsOf, partsOf } from "./item-parts.ts";
import { collections } from "./policy-collections.ts";
import { archiveFields } from "./record-archive.ts";
import { createRecordStore, isAbsent, type PageRequest, type RecordScope } from "./record-store.ts";

export const backupSetStatuses = ["running", "completed", "partial", "failed"] as const;

const counted = z.number().int().nonnegative();
const shownSet = z.object({
  id: z.string(),
  name: z.string(),
  status: z.enum(backupSetStatuses),
  itemCount: z.number().int(),
  /** The run of its current content, or of its first backup while that is running. */
  operationRunId: z.string(),
  createdAt: z.string(),
  completedAt: z.string().optional(),
  /** How completely its collections had been read; absent on sets of older releases. */
  coverage: z
    .array(
      z.object({
        collection: z.enum(collections),
        readAt: z.string().optional(),
        isComplete: z.boolean(),
        failedItems: z.number().int(),
        removalsChecked: z.boolean().optional(),
      }),
    )
    .optional(),
  ...archiveFields,
  backupScheduleId: z.string().optional(),
  /** A person keeps it: retention and purges leave it. */
  heldAt: z.string().optional(),
  heldByUserId: z.string().optional(),
  holdReason: z.string().optional(),
  /** When retention allows its purge. */
  purgeAfter: z.string().optional(),
});
export const backupSet = shownSet.extend({
  /** The counts of its last backup, so that a repeated attempt reports the same result. */
  counts: z
    .object({ total: counted, created: counted, updated: counted, unchanged: counted, failed: counted })
    .optional(),
  /**
   * Name and number of its item parts: immutable, and only referenced by `complete`. Absent on sets of older
   * releases.
   */
  content: z.object({ name: z.string(), parts: counted }).optional(),
  /** The attempt that is updating the set, whose content stays unchanged until the update completes. */
  taking: attemptOf.optional(),
  /** The latest ticket that began an update. */
  n: z.number().int().optional(),
  /** The run that was settled last: no attempt of it may begin again. */
  endedRunId: z.string().optional(),
});
export type BackupSetRecord = z.infer<typeof backupSet>;

/** One policy of a set. The immutable version with this content hash contains the body. */
export const backupItem = z.object({
  policyId: z.string(),
  collection: z.enum(collections),
  platform: z.string(),
  displayName: z.string(),
  contentHash: z.string(),
  takenAt: z.string(),
  operationRunId: z.string(),
  change: z.enum(["created", "updated", "unchanged"]),
});
export type BackupItemRecord = z.infer<typeof backupItem>;

/** The content of a finished backup, stored atomically. */
interface TakenSet {
  readonly name: string;
  readonly status: Exclude<BackupSetRecord["status"], "running">;
  readonly items: readonly BackupItemRecord[];
  readonly counts: NonNullable<BackupSetRecord["counts"]>;
  readonly coverage: readonly Readonly<NonNullable<BackupSetRecord["coverage"]>[number]>[];
}

const kind = "backup-sets";
const contentKind = (setId: string) => `backup-set-content:${setId}`;
/** Kind under which releases without content parts stored the items of a set, one by one. */
const itemsKind = (setId: string) => `backup-set-items:${setId}`;
const storedPart = z.object({ items: z.array(backupItem) });

const isLater = "(attribute_not_exists(#record.#n) OR #record.#n <= :n)";
const mayBegin = "(attribute_not_exists(#record.#endedRunId) OR #record.#endedRunId <> :runId)";
/** An archived set is not updated. */
const isInUse = "attribute_not_exists(#record.#archivedAt)";
const isTakenByUs = "#record.#taking.#runId = :runId AND #record.#taking.#attempt = :attempt";

/**
 * The backup sets of an environment. One conditional write replaces a set's whole content, so a set keeps its
 * previous content until the new one is complete. Items are never removed from a set.
 */
export function createBackupSets(target: StoreTarget & { readonly clock: Clock }) {
  const store = createRecordStore(target);
  const now = () => target.clock.now().toISOString();

  async function find(scope: RecordScope, id: string): Promise<BackupSetRecord | undefined> {
    const record = await store.find(scope, kind, id);
    return record === undefined ? undefined : backupSet.parse(record);
  }

  /** The items that releases without parts stored one by one. */
  async function singleItemsOf(scope: RecordScope, id: string): Promise<BackupItemRecord[]> {
    const items: BackupItemRecord[] = [];
    for await (const page of store.pages(scope, itemsKind(id))) {
      items.push(...page.map((record) => backupItem.parse(record)));
    }
    return items;
  }

  /**
   * A release without parts updates a set item by item and keeps the parts of an earlier run: its own items are then
   * the set's content, unless it stored none. Throws when a part is missing: a damaged set must not look like a small
   * one.
   */
  async function itemsOf(scope: RecordScope, { id, content, operationRunId, purgedAt }: BackupSetRecord) {
    if (purgedAt !== undefined) return [];
    const isOwn = content?.name.startsWith(`${operationRunId}.`) === true;
    const singles = isOwn ? [] : await singleItemsOf(scope, id);
    if (content === undefined || singles.length > 0) return singles;
    const ids = partIdsOf(content.name, content.parts);
    const parts = await store.findMany(scope, contentKind(id), ids);
    return ids.flatMap((partId) => {
      const part = parts.get(partId);
      if (part === undefined) throw new Error(`backup set ${id}: its items ${partId} are missing`);
      return storedPart.parse(part).items;
    });
  }

  async function listItems(scope: RecordScope, setId: string): Promise<BackupItemRecord[]> {
    const set = await find(scope, setId);
    return set === undefined ? [] : itemsOf(scope, set);
  }

  return {
    find,
    /** Every item of a set, by policy id. */
    listItems,

    /** The items of these policies, by policy id; policies that are not in the set are omitted. */
    async findItems(scope: RecordScope, setId: string, policyIds: readonly string[]) {
      const wanted = new Set(policyIds);
      const items = await listItems(scope, setId);
      return new Map(items.filter(({ policyId }) => wanted.has(policyId)).map((item) => [item.policyId, item]));
    },

    /**
     * Records that this attempt updates or creates the set, whose content stays. Undefined when a later run owns the
     * set; throws `FencedError` when a later attempt of this run owns it, or the run has ended.
     */
    async begin(
      scope: RecordScope,
      wanted: {
        readonly id: string;
        readonly name: string;
        readonly by: Attempt;
        readonly n: number;
        readonly backupScheduleId?: string;
      },
    ): Promise<BackupSetRecord | undefined> {
      const { id, name, by, n, backupScheduleId } = wanted;
      const fresh = backupSet.parse({
        ...{ id, name, status: "running", itemCount: 0, operationRunId: by.runId, createdAt: now(), n, taking: by },
        ...(backupScheduleId !== undefined && { backupScheduleId }),
      });
      if (await store.put(scope, kind, id, fresh, isAbsent)) return fresh;
      const change = "SET #record.#taking = :taking, #record.#n = :n";
      const write = await store.tryUpdate(
        scope,
        kind,
        id,
        change,
        `attribute_exists(pk) AND ${isLater} AND ${mayBegin} AND ${isInUse}`,
        { taking: by, n, runId: by.runId },
      );
      const set = backupSet.parse(write.record);
      if (write.isWritten) return set;
      if (isFenced(set, by)) throw new FencedError(`backup set ${id}`);
      return undefined;
    },

    /** Replaces the content and its metadata atomically; undefined when a later run owns the set. */
    async complete(scope: RecordScope, id: string, by: Attempt, taken: TakenSet): Promise<BackupSetRecord | undefined> {
      const parts = partsOf(taken.items);
      const name = `${by.runId}.${by.attempt}`;
      for (const [index, partId] of partIdsOf(name, parts.length).entries()) {
        await store.put(scope, contentKind(id), partId, { items: parts[index] ?? [] }, isAbsent);
      }
      const { items, ...facts } = taken;
      const written = {
        ...facts,
        itemCount: items.length,
        operationRunId: by.runId,
        completedAt: now(),
        content: { name, parts: parts.length },
      };
      const change = Object.keys(written).map((field) => `#record.#${field} = :${field}`);
      const write = await store.tryUpdate(
        scope,
        kind,
        id,
        `SET ${change.join(", ")} REMOVE #record.#taking`,
        isTakenByUs,
        { ...written, ...by },
      );
      const set = write.record === undefined ? undefined : backupSet.parse(write.record);
      if (write.isWritten || set === undefined) return set;
      if (isFenced(set, by)) throw new FencedError(`backup set ${id}`);
      return undefined;
    },

    /**
     * Stores a set that this run may still create, as failed: a request that its frozen attempt sends later is then
     * rejected. An existing set stays unchanged.
     */
    async bar(
      scope: RecordScope,
      { id, name, runId }: { readonly id: string; readonly name: string; readonly runId: string },
    ): Promise<void> {
      const at = now();
      const set = backupSet.parse({
        ...{ id, name, status: "failed", itemCount: 0, operationRunId: runId, endedRunId: runId },
        ...{ createdAt: at, completedAt: at },
      });
      await store.put(scope, kind, id, set, isAbsent);
    },

    /**
     * Releases a set that this run began to update: its content stays, and a set without content becomes failed.
     * Fences off every attempt of this run, but no other run. Idempotent.
     */
    async release(scope: RecordScope, id: string, runId: string): Promise<void> {
      const set = await find(scope, id);
      if (set === undefined) return;
      const isOurs = set.taking?.runId === runId;
      if (set.endedRunId === runId && !isOurs) return;
      // A release without tickets marked the whole set as running, even when it had content.
      const isLegacy = set.taking === undefined && set.operationRunId === runId;
      const isRunning = set.status === "running" && (isOurs || isLegacy);
      const status = set.itemCount > 0 ? "partial" : "failed";
      const end = isRunning ? ", #record.#status = :status, #record.#completedAt = :now" : "";
      const isFree = "(attribute_not_exists(#record.#taking) OR #record.#taking.#runId = :runId)";
      const isAsRead = "#record.#status = :read AND #record.#operationRunId = :owner";
      await store.update(
        scope,
        kind,
        id,
        `SET #record.#endedRunId = :runId${end} REMOVE #record.#taking`,
        `${isFree} AND ${isAsRead}`,
        { runId, status, now: now(), read: set.status, owner: set.operationRunId },
      );
    },

    /** Newest first. */
    async list(scope: RecordScope, request: PageRequest) {
      const page = await store.page(scope, kind, { ...request, isNewestFirst: true });
      return { ...page, records: page.records.map((record) => shownSet.parse(record)) };
    },

    async findWithItems(scope: RecordScope, id: string) {
      const set = await find(scope, id);
      return set && { ...shownSet.parse(set), items: await itemsOf(scope, set) };
    },
  };
}

/** Whether a later attempt of the same run owns the set, or the run was settled. */
function isFenced({ taking, operationRunId, endedRunId }: BackupSetRecord, { runId }: Attempt): boolean {
  return (taking?.runId ?? operationRunId) === runId || endedRunId === runId;
}
