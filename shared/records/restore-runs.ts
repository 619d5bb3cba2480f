import * as z from "zod";
import type { Clock } from "../clock.ts";
import type { Item, StoreTarget } from "../ledger/store.ts";
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

/** The legal ways from one status to another (spec 335): what has ended never moves again. */
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
  /** The run that works on it now or did so last: first the one that previews it, then the one that executes it. */
  operationRunId: z.string().optional(),
  /** The run that previewed it, once another one executes it. */
  previewRunId: z.string().optional(),
  requestedByUserId: z.string(),
  status: z.enum(restoreStatuses),
  isDryRun: z.boolean(),
  requestedItems: z.union([z.literal("all"), z.array(z.string())]),
  /** How many items it is about; absent until that is known. */
  itemCount: counted.optional(),
  preview: previewCounts.optional(),
  results: resultCounts.optional(),
  failureReason: z.string().optional(),
  createdAt: z.string(),
  startedAt: z.string().optional(),
  completedAt: z.string().optional(),
});
export type RestoreRunRecord = z.infer<typeof restoreRun>;

/** One policy of a restore: what would change, what was begun, and what came of it. Each is written once. */
export const restoreItem = z.object({
  itemId: z.string(),
  collection: z.enum(collections),
  displayName: z.string(),
  /** Names the immutable version that is to be restored. */
  contentHash: z.string(),
  preview: z
    .object({
      change: z.enum(["create", "update", "unchanged", "manual_required"]),
      reason: z.string().optional(),
      /** What the provider held: a digest of its content, or "absent". Missing when that could not be seen. */
      currentHash: z.string().optional(),
    })
    .optional(),
  /** When the first write to the provider was about to be made: from then on its content may be ours. */
  writeBegunAt: z.string().optional(),
  result: z
    .object({
      status: z.enum(["applied", "skipped", "failed", "manual_required"]),
      reason: z.string().optional(),
      /** The id the provider gave to a policy that had to be created anew. */
      createdId: z.string().optional(),
      at: z.string(),
    })
    .optional(),
});
export type RestoreItemRecord = z.infer<typeof restoreItem>;

type Opened = Pick<
  RestoreRunRecord,
  "id" | "backupSetId" | "providerConnectionId" | "requestedByUserId" | "isDryRun" | "requestedItems"
> & { readonly operationRunId: string };
type NewItem = Pick<RestoreItemRecord, "itemId" | "collection" | "displayName" | "contentHash">;

const kind = "restore-runs";
const itemsKind = (id: string) => `restore-run-items:${id}`;

/** The restore runs of an environment. Only the operation run that a record names may move it. */
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

  /** Writes one part of an item unless it is there already; the first word stays and is the answer. */
  async function writeOnce(scope: RecordScope, id: string, itemId: string, name: string, value: unknown) {
    const written = await store.update(
      scope,
      itemsKind(id),
      itemId,
      `SET #record.#${name} = :value`,
      `attribute_exists(pk) AND attribute_not_exists(#record.#${name})`,
      { value },
    );
    return restoreItem.parse(written ?? (await store.find(scope, itemsKind(id), itemId)));
  }

  return {
    find,
    /** Every item, by policy id. */
    listItems,

    /** Stores a new draft, or answers what an earlier attempt made of it. */
    async open(scope: RecordScope, wanted: Opened): Promise<RestoreRunRecord> {
      const draft = restoreRun.parse({ ...wanted, status: "draft", createdAt: now() });
      if (await store.put(scope, kind, wanted.id, draft, isAbsent)) return draft;
      return restoreRun.parse(await store.find(scope, kind, wanted.id));
    },

    /** Gives a preview to the run that executes it; undefined when it is no preview (any more). Repeatable. */
    async bindPreview(scope: RecordScope, id: string, runId: string): Promise<RestoreRunRecord | undefined> {
      const change =
        "SET #record.#status = :queued, #record.#isDryRun = :no, " +
        "#record.#previewRunId = #record.#operationRunId, #record.#operationRunId = :runId";
      const values = { queued: "queued", previewed: "previewed", no: false, runId };
      const bound = await store.update(scope, kind, id, change, "#record.#status = :previewed", values);
      const record = asRecord(bound) ?? (await find(scope, id));
      return record?.operationRunId === runId && !record.isDryRun ? record : undefined;
    },

    /** One legal step; undefined when the record is another run's or in no status it may come from. */
    async move(
      scope: RecordScope,
      id: string,
      runId: string,
      to: keyof typeof comesFrom,
      values: Partial<
        Pick<RestoreRunRecord, "itemCount" | "preview" | "results" | "failureReason" | "startedAt" | "completedAt">
      > = {},
    ): Promise<RestoreRunRecord | undefined> {
      const from = Object.fromEntries(comesFrom[to].map((status, index) => [`from${index}`, status]));
      const change = ["status", ...Object.keys(values)].map((name) => `#record.#${name} = :${name}`).join(", ");
      const isFrom = Object.keys(from)
        .map((name) => `:${name}`)
        .join(", ");
      const condition = `#record.#operationRunId = :runId AND #record.#status IN (${isFrom})`;
      const all = { status: to, ...values, ...from, runId };
      return asRecord(await store.update(scope, kind, id, `SET ${change}`, condition, all));
    },

    /** Adds what the restore is about; an item that is there already stays as it is. */
    async addItems(scope: RecordScope, id: string, items: readonly NewItem[]): Promise<void> {
      await forEachOf(items, (item) => store.put(scope, itemsKind(id), item.itemId, restoreItem.parse(item), isAbsent));
    },

    recordPreview: (
      scope: RecordScope,
      id: string,
      itemId: string,
      preview: NonNullable<RestoreItemRecord["preview"]>,
    ) => writeOnce(scope, id, itemId, "preview", preview),

    /** Must stand before the provider is written to, so that a later attempt can tell our change from others'. */
    recordWriteBegun: (scope: RecordScope, id: string, itemId: string) =>
      writeOnce(scope, id, itemId, "writeBegunAt", now()),

    recordResult: (
      scope: RecordScope,
      id: string,
      itemId: string,
      result: Omit<NonNullable<RestoreItemRecord["result"]>, "at">,
    ) => writeOnce(scope, id, itemId, "result", { ...result, at: now() }),

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
