import * as z from "zod";
import type { Clock } from "../foundation/clock.ts";
import type { StoreTarget } from "../ledger/store.ts";
import { wholeWorkspace } from "./baseline-profiles.ts";
import { collections } from "./policy-collections.ts";
import { createRecordStore, forEachOf, isAbsent, type PageRequest, type RecordScope } from "./record-store.ts";

export const baselineSnapshot = z.object({
  /** The id of the run that captured it. */
  id: z.string(),
  status: z.literal("complete"),
  baselineProfileId: z.string(),
  operationRunId: z.string(),
  fingerprint: z.string(),
  itemCount: z.number().int(),
  /** Name of its items: the attempt that stored them. */
  content: z.string(),
  capturedAt: z.string(),
  completedAt: z.string(),
});
export type BaselineSnapshotRecord = z.infer<typeof baselineSnapshot>;

const baselineItem = z.object({
  policyId: z.string(),
  collection: z.enum(collections),
  platform: z.string(),
  displayName: z.string(),
  /** The immutable version that it was captured from. */
  contentHash: z.string(),
  /** Hash of its comparable form, after the version of the form's rules. */
  comparableHash: z.string(),
  /** The masked document as canonical JSON, gzip-compressed. */
  body: z.instanceof(Uint8Array),
});
export type BaselineItemRecord = z.infer<typeof baselineItem>;

const kind = "baseline-snapshots";
const itemsKind = (content: string) => `baseline-items:${content}`;

/**
 * Captured baselines. A snapshot is stored once, when all its items are; until then nothing names them. Its items belong
 * to the whole workspace, so that other environments can be compared with them.
 */
export function createBaselineSnapshots(target: StoreTarget & { readonly clock: Clock }) {
  const store = createRecordStore(target);

  async function listItems(scope: RecordScope, content: string): Promise<BaselineItemRecord[]> {
    const items: BaselineItemRecord[] = [];
    for await (const page of store.pages(wholeWorkspace(scope), itemsKind(content))) {
      items.push(...page.map((record) => baselineItem.parse(record)));
    }
    return items;
  }

  async function find(scope: RecordScope, id: string): Promise<BaselineSnapshotRecord | undefined> {
    const record = await store.find(scope, kind, id);
    return record === undefined ? undefined : baselineSnapshot.parse(record);
  }

  return {
    find,
    /** Every item of a content, by collection and policy id, read consistently. */
    listItems,

    /** Stores items of a content that nothing names yet. Idempotent. */
    async putItems(scope: RecordScope, content: string, items: readonly BaselineItemRecord[]): Promise<void> {
      await forEachOf(items, (item) =>
        store.put(wholeWorkspace(scope), itemsKind(content), `${item.collection}:${item.policyId}`, item, isAbsent),
      );
    },

    /** Stores the snapshot of a run, or returns the one that an earlier attempt of the run stored. */
    async complete(
      scope: RecordScope,
      snapshot: Omit<BaselineSnapshotRecord, "status" | "completedAt">,
    ): Promise<BaselineSnapshotRecord> {
      const record = baselineSnapshot.parse({
        ...snapshot,
        status: "complete",
        completedAt: target.clock.now().toISOString(),
      });
      const write = await store.tryPut(scope, kind, snapshot.id, record, isAbsent);
      return baselineSnapshot.parse(write.record ?? record);
    },

    /** Newest first. */
    async list(scope: RecordScope, request: PageRequest) {
      const page = await store.page(scope, kind, { ...request, isNewestFirst: true });
      return { ...page, records: page.records.map((record) => baselineSnapshot.parse(record)) };
    },

    async findWithItems(scope: RecordScope, id: string) {
      const snapshot = await find(scope, id);
      if (snapshot === undefined) return undefined;
      const items = await listItems(scope, snapshot.content);
      return { ...snapshot, items: items.map(({ body: _, ...item }) => item) };
    },
  };
}
export type BaselineSnapshots = ReturnType<typeof createBaselineSnapshots>;
