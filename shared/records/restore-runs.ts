import * as z from "zod";
import type { Clock } from "../foundation/clock.ts";
import { FencedError } from "../foundation/fenced-error.ts";
import type { Item } from "../ledger/item.ts";
import type { StoreTarget } from "../ledger/store.ts";
import { type Attempt, attemptOf } from "./attempt-tickets.ts";
import { collections } from "./policy-collections.ts";
import { createRecordStore, forEachOf, isAbsent, type PageRequest, type RecordScope } from "./record-store.ts";

export const restoreStatuses = [
  "draft",
  "scoped",
  "checked",
  "previewed",
  "queued",
  "running",
  "completed",
  "partial",
  "failed",
  "cancelled",
] as const;
export type RestoreStatus = (typeof restoreStatuses)[number];

/** Legal status transitions (spec 335); an ended record never changes its status. */
const comesFrom = {
  scoped: ["draft"],
  checked: ["scoped"],
  previewed: ["checked"],
  queued: ["previewed", "checked"],
  running: ["queued"],
  completed: ["running"],
  partial: ["running"],
  failed: ["draft", "scoped", "checked", "queued", "running"],
  cancelled: ["draft", "scoped", "checked", "previewed", "queued"],
} as const satisfies Partial<Record<RestoreStatus, readonly RestoreStatus[]>>;

const counted = z.number().int().nonnegative();
const previewCounts = z.object({ create: counted, update: counted, unchanged: counted, manualRequired: counted });
const resultCounts = z.object({ applied: counted, skipped: counted, failed: counted, manualRequired: counted });

export const restoreRun = z.object({
  id: z.string(),
  backupSetId: z.string(),
  providerConnectionId: z.string(),
  /** The run that owns it now or last: first the previewing run, then the executing one. */
  operationRunId: z.string().optional(),
  /** The attempt that wrote it last; absent on records of older releases. */
  by: attemptOf.optional(),
  /** The run of its preview, once another run executes it. */
  previewRunId: z.string().optional(),
  requestedByUserId: z.string(),
  status: z.enum(restoreStatuses),
  isDryRun: z.boolean(),
  requestedItems: z.union([z.literal("all"), z.array(z.string())]),
  /** The number of items; absent until it is known. */
  itemCount: counted.optional(),
  preview: previewCounts.optional(),
  results: resultCounts.optional(),
  failureReason: z.string().optional(),
  /** Present until assignments are restored as well; absent on records of older releases. */
  assignments: z.literal("not_restored").optional(),
  /** Collections that the backup set does not contain completely. */
  incompleteCollections: z.array(z.string()).optional(),
  createdAt: z.string(),
  startedAt: z.string().optional(),
  completedAt: z.string().optional(),
});
export type RestoreRunRecord = z.infer<typeof restoreRun>;

/** One policy of a restore: its preview, the start of its write, and its result. Each is written once. */
export const restoreItem = z.object({
  itemId: z.string(),
  collection: z.enum(collections),
  displayName: z.string(),
  /** Identifies the immutable version to restore. */
  contentHash: z.string(),
  preview: z
    .object({
      change: z.enum(["create", "update", "unchanged", "manual_required"]),
      reason: z.string().optional(),
      /** The provider's state: a digest of its content, or "absent". Missing when it could not be read. */
      currentHash: z.string().optional(),
    })
    .optional(),
  /** The attempt that wrote it last. */
  by: attemptOf.optional(),
  /** When a write to the provider was about to start: from then on the content may be ours. */
  writeBegunAt: z.string().optional(),
  /**
   * The attempt that was about to write. Until there is a result, any other attempt must read the provider before it
   * writes.
   */
  begun: attemptOf.optional(),
  result: z
    .object({
      status: z.enum(["applied", "skipped", "failed", "manual_required"]),
      reason: z.string().optional(),
      /** The provider's id of a recreated policy. */
      createdId: z.string().optional(),
      at: z.string(),
    })
    .optional(),
});
export type RestoreItemRecord = z.infer<typeof restoreItem>;

/**
 * The result of beginning a write to the provider. `in_doubt`: another attempt began concurrently and may have
 * written; `settled`: the item already has a result.
 */
export type WriteBegun = { readonly kind: "begun" | "in_doubt" | "settled"; readonly item: RestoreItemRecord };

type Opened = Pick<
  RestoreRunRecord,
  | "id"
  | "backupSetId"
  | "providerConnectionId"
  | "requestedByUserId"
  | "isDryRun"
  | "requestedItems"
  | "incompleteCollections"
> & { readonly by: Attempt };
type NewItem = Pick<RestoreItemRecord, "itemId" | "collection" | "displayName" | "contentHash">;

const kind = "restore-runs";
const itemsKind = (id: string) => `restore-run-items:${id}`;

/** No later attempt of the same run has written the item; a write of another run, the preview, does not block. */
const isOurs =
  "(attribute_not_exists(#record.#by) OR #record.#by.#runId <> :runId OR #record.#by.#attempt <= :attempt)";

/** Throws when a later attempt of the same run has written the record. */
function fenceOff(what: string, stored: { readonly by?: Attempt | undefined }, { runId, attempt }: Attempt): void {
  if (stored.by?.runId === runId && stored.by.attempt > attempt) throw new FencedError(what);
}

/**
 * The restore runs of an environment. Only the newest attempt of the owning operation run may change a record's
 * status.
 */
export function createRestoreRuns(target: StoreTarget & { readonly clock: Clock }) {
  const store = createRecordStore(target);
  const now = () => target.clock.now().toISOString();
  const asRecord = (record: Item | undefined) => (record === undefined ? undefined : restoreRun.parse(record));

  async function find(scope: RecordScope, id: string): Promise<RestoreRunRecord | undefined> {
    return asRecord(await store.find(scope, kind, id));
  }

  async function listItems(scope: RecordScope, id: string): Promise<RestoreItemRecord[]> {
    const items: RestoreItemRecord[] = [];
    for await (const page of store.pages(scope, itemsKind(id))) {
      items.push(...page.map((record) => restoreItem.parse(record)));
    }
    return items;
  }

  /** Writes one part of an item unless it exists; the first value stays and is returned. */
  async function writeOnce(scope: RecordScope, id: string, itemId: string, name: string, value: unknown, by: Attempt) {
    const write = await store.tryUpdate(
      scope,
      itemsKind(id),
      itemId,
      `SET #record.#${name} = :value, #record.#by = :by`,
      `attribute_exists(pk) AND attribute_not_exists(#record.#${name}) AND ${isOurs}`,
      { value, by, ...by },
    );
    const item = restoreItem.parse(write.record);
    if (!write.isWritten) fenceOff(`restore item ${itemId}`, item, by);
    return item;
  }

  /** Makes this attempt the writer of its run's record; undefined when another run owns the record. */
  async function takeOver(scope: RecordScope, id: string, by: Attempt): Promise<RestoreRunRecord | undefined> {
    const condition = `#record.#operationRunId = :runId AND ${isOurs}`;
    const write = await store.tryUpdate(scope, kind, id, "SET #record.#by = :by", condition, { by, ...by });
    const record = asRecord(write.record);
    if (!write.isWritten && record !== undefined) fenceOff(`restore run ${id}`, record, by);
    return write.isWritten ? record : undefined;
  }

  return {
    find,
    takeOver,
    /** Every item, by policy id. */
    listItems,

    /** Stores a new draft, or takes over the draft of an earlier attempt. */
    async open(scope: RecordScope, wanted: Opened): Promise<RestoreRunRecord> {
      const { id, by } = wanted;
      const draft = restoreRun.parse({
        ...wanted,
        operationRunId: by.runId,
        status: "draft",
        assignments: "not_restored",
        createdAt: now(),
      });
      if (await store.put(scope, kind, id, draft, isAbsent)) return draft;
      return (await takeOver(scope, id, by)) ?? restoreRun.parse(await store.find(scope, kind, id));
    },

    /** Assigns a preview to the run that executes it; undefined when it is not (or no longer) a preview. Idempotent. */
    async bindPreview(scope: RecordScope, id: string, by: Attempt): Promise<RestoreRunRecord | undefined> {
      const change =
        "SET #record.#status = :queued, #record.#isDryRun = :no, #record.#by = :by, " +
        "#record.#previewRunId = #record.#operationRunId, #record.#operationRunId = :runId";
      const values = { queued: "queued", previewed: "previewed", no: false, by, ...by };
      const bound = await store.update(scope, kind, id, change, "#record.#status = :previewed", values);
      const record = asRecord(bound) ?? (await takeOver(scope, id, by));
      return record?.isDryRun === false ? record : undefined;
    },

    /**
     * One legal transition; undefined when another run owns the record or its status does not allow it. Throws
     * `FencedError` when a later attempt owns it. Without an attempt, the transition settles the record of an ended run.
     */
    async move(
      scope: RecordScope,
      id: string,
      { runId, attempt = Number.MAX_SAFE_INTEGER }: { readonly runId: string; readonly attempt?: number },
      to: keyof typeof comesFrom,
      values: Partial<
        Pick<RestoreRunRecord, "itemCount" | "preview" | "results" | "failureReason" | "startedAt" | "completedAt">
      > = {},
    ): Promise<RestoreRunRecord | undefined> {
      const from = Object.fromEntries(comesFrom[to].map((status, index) => [`from${index}`, status]));
      const by = { runId, attempt };
      const change = ["status", "by", ...Object.keys(values)].map((name) => `#record.#${name} = :${name}`).join(", ");
      const isFrom = Object.keys(from)
        .map((name) => `:${name}`)
        .join(", ");
      const condition = `#record.#operationRunId = :runId AND #record.#status IN (${isFrom}) AND ${isOurs}`;
      const all = { status: to, ...values, ...from, by, runId, attempt };
      const write = await store.tryUpdate(scope, kind, id, `SET ${change}`, condition, all);
      const record = asRecord(write.record);
      if (!write.isWritten && record !== undefined) fenceOff(`restore run ${id}`, record, by);
      return write.isWritten ? record : undefined;
    },

    /** Adds the items of the restore; existing items stay unchanged. */
    async addItems(scope: RecordScope, id: string, items: readonly NewItem[]): Promise<void> {
      await forEachOf(items, (item) => store.put(scope, itemsKind(id), item.itemId, restoreItem.parse(item), isAbsent));
    },

    recordPreview: (
      scope: RecordScope,
      id: string,
      itemId: string,
      preview: NonNullable<RestoreItemRecord["preview"]>,
      by: Attempt,
    ) => writeOnce(scope, id, itemId, "preview", preview, by),

    /**
     * Must be stored before the provider is written to, so that a later attempt knows that a write may have happened
     * and can distinguish it from changes by others. `seen` is the item as read before the provider was read.
     */
    async beginWrite(scope: RecordScope, id: string, seen: RestoreItemRecord, by: Attempt): Promise<WriteBegun> {
      const { itemId, begun } = seen;
      const isAsSeen =
        begun === undefined
          ? "attribute_not_exists(#record.#begun)"
          : "#record.#begun.#runId = :seenRunId AND #record.#begun.#attempt = :seenAttempt";
      const write = await store.tryUpdate(
        scope,
        itemsKind(id),
        itemId,
        "SET #record.#begun = :by, #record.#by = :by, #record.#writeBegunAt = :now",
        `attribute_exists(pk) AND attribute_not_exists(#record.#result) AND ${isAsSeen} AND ${isOurs}`,
        { by, ...by, now: now(), seenRunId: begun?.runId, seenAttempt: begun?.attempt },
      );
      const item = restoreItem.parse(write.record);
      if (write.isWritten) return { kind: "begun", item };
      fenceOff(`restore item ${itemId}`, item, by);
      return { kind: item.result === undefined ? "in_doubt" : "settled", item };
    },

    recordResult: (
      scope: RecordScope,
      id: string,
      itemId: string,
      result: Omit<NonNullable<RestoreItemRecord["result"]>, "at">,
      by: Attempt,
    ) => writeOnce(scope, id, itemId, "result", { ...result, at: now() }, by),

    /** Newest first. */
    async list(scope: RecordScope, request: PageRequest) {
      const page = await store.page(scope, kind, { ...request, isNewestFirst: true });
      return { ...page, records: page.records.map((record) => restoreRun.parse(record)) };
    },

    async findWithItems(scope: RecordScope, id: string) {
      const record = await find(scope, id);
      return record && { ...record, items: await listItems(scope, id) };
    },
  };
}
