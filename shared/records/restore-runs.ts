import type { Clock } from "../foundation/clock.ts";
import { FencedError } from "../foundation/fenced-error.ts";
import type { Item } from "../ledger/item.ts";
import type { StoreTarget } from "../ledger/store.ts";
import type { Attempt } from "./attempt-tickets.ts";
import { isWithoutRequest } from "./plan-marks.ts";
import {
  createRecordStore,
  forEachOf,
  isAbsent,
  type PageRequest,
  type RecordPlace,
  type RecordScope,
} from "./record-store.ts";
import {
  type DisplayedRestoreItem,
  displayedRestoreItem,
  type RestoreItemRecord,
  type RestoreRunRecord,
  type RestoreStatus,
  restoreItem,
  restoreRun,
  reviewableRestore,
} from "./restore-run-records.ts";

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

/**
 * The result of beginning a write to the provider. `in_doubt`: another attempt began concurrently and may have
 * written; `settled`: the item already has a result.
 */
export type WriteBegun = { readonly kind: "begun" | "in_doubt" | "settled"; readonly item: RestoreItemRecord };

type Opened = Pick<
  RestoreRunRecord,
  | "id"
  | "action"
  | "backupSetId"
  | "sourceEnvironmentId"
  | "baselineSnapshotId"
  | "providerConnectionId"
  | "requestedByUserId"
  | "isDryRun"
  | "requestedItems"
  | "incompleteCollections"
> & { readonly by: Attempt };
type Barred = Pick<
  RestoreRunRecord,
  | "id"
  | "action"
  | "backupSetId"
  | "sourceEnvironmentId"
  | "baselineSnapshotId"
  | "requestedByUserId"
  | "isDryRun"
  | "requestedItems"
  | "failureReason"
  | "completedAt"
>;
type NewItem = Pick<RestoreItemRecord, "itemId" | "collection" | "displayName" | "contentHash">;

/** The connection of a restore that chose none, because it ended before. */
const unknownConnection = "-";

const kind = "restore-runs";
const itemsKind = (id: string) => `restore-run-items:${id}`;

/** No later attempt of the same run has written the item; a write of another run, the preview, does not block. */
const isOurs =
  "(attribute_not_exists(#record.#by) OR #record.#by.#runId <> :runId OR #record.#by.#attempt <= :attempt)";

/** Only restores of policies leave assignments as they are. */
const assignmentsOf = ({ action = "restore" }: Pick<RestoreRunRecord, "action">) =>
  action === "restore" ? ({ assignments: "not_restored" } as const) : {};

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
    /** Consistent reads for people who review them, in the order of `wanted`, whichever release wrote them. */
    findReviewable: async (wanted: readonly RecordPlace[]) =>
      (await store.findEach(kind, wanted)).map((record) => reviewableRestore.optional().parse(record)),

    /** What the comparison of an item shows, whichever release wrote it. */
    findDisplayedItem: async (
      scope: RecordScope,
      id: string,
      itemId: string,
    ): Promise<DisplayedRestoreItem | undefined> =>
      displayedRestoreItem.optional().parse(await store.find(scope, itemsKind(id), itemId)),

    /** Stores a new draft, or takes over the draft of an earlier attempt. */
    async open(scope: RecordScope, wanted: Opened): Promise<RestoreRunRecord> {
      const { id, by } = wanted;
      const draft = restoreRun.parse({
        ...wanted,
        operationRunId: by.runId,
        status: "draft",
        ...assignmentsOf(wanted),
        createdAt: now(),
      });
      if (await store.put(scope, kind, id, draft, isAbsent)) return draft;
      return (await takeOver(scope, id, by)) ?? restoreRun.parse(await store.find(scope, kind, id));
    },

    /**
     * Stores the record that this run may still open, as failed: a request that its frozen attempt sends later is then
     * rejected. An existing record stays unchanged.
     */
    async bar(scope: RecordScope, wanted: Barred): Promise<void> {
      const record = restoreRun.parse({
        ...wanted,
        providerConnectionId: unknownConnection,
        operationRunId: wanted.id,
        by: { runId: wanted.id, attempt: Number.MAX_SAFE_INTEGER },
        status: "failed",
        ...assignmentsOf(wanted),
        createdAt: now(),
      });
      await store.put(scope, kind, wanted.id, record, isAbsent);
    },

    /**
     * Assigns a preview to the run that executes it; undefined when it is not (or no longer) a preview. Idempotent. One
     * that the run read without a request for an approval is refused once it has one.
     */
    async bindPreview(
      scope: RecordScope,
      id: string,
      by: Attempt,
      isApproved = false,
    ): Promise<RestoreRunRecord | undefined> {
      const change =
        "SET #record.#status = :queued, #record.#isDryRun = :no, #record.#by = :by, " +
        "#record.#previewRunId = #record.#operationRunId, #record.#operationRunId = :runId";
      const values = { queued: "queued", previewed: "previewed", no: false, by, ...by };
      const condition = `#record.#status = :previewed${isApproved ? "" : ` AND ${isWithoutRequest}`}`;
      const bound = await store.update(scope, kind, id, change, condition, values);
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
        Pick<
          RestoreRunRecord,
          | "itemCount"
          | "preview"
          | "digest"
          | "expiresAt"
          | "reach"
          | "results"
          | "failureReason"
          | "startedAt"
          | "completedAt"
        >
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
