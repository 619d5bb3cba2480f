import * as z from "zod";
import { type Clock, epochSeconds } from "../foundation/clock.ts";
import { FencedError } from "../foundation/fenced-error.ts";
import { recordKey, ttlAttribute } from "../ledger/keys.ts";
import { createStore, type StoreTarget } from "../ledger/store.ts";
import { backupItem } from "./backup-sets.ts";
import { createRecordStore, type RecordScope } from "./record-store.ts";

const kindOf = (runId: string) => `backup-pages:${runId}`;
const keptSeconds = 2 * 86_400;
const item = backupItem.pick({
  policyId: true,
  collection: true,
  platform: true,
  displayName: true,
  contentHash: true,
});
const end = z.object({
  collection: backupItem.shape.collection,
  isComplete: z.boolean(),
  failedItems: z.number().int(),
  removalsChecked: z.boolean().optional(),
});
const page = z.object({ n: z.number().int(), items: z.array(item), ends: z.array(end).optional() });
export type BackupPage = z.infer<typeof page>;

/** What the parts of one backup have read, page by page, removed two days later. */
export function createBackupPages(target: StoreTarget & { readonly clock: Clock }) {
  const store = createStore(target);
  const records = createRecordStore(target);

  return {
    /** Stores a page; a repeated one replaces that of an earlier attempt. */
    async save(scope: RecordScope, runId: string, index: number, read: BackupPage): Promise<void> {
      const id = String(index).padStart(6, "0");
      const stored = {
        ...recordKey(scope.workspaceId, scope.environmentId, kindOf(runId), id),
        record: page.parse(read),
        [ttlAttribute]: epochSeconds(target.clock.now(), keptSeconds),
      };
      const write = await store.put(stored, "attribute_not_exists(pk) OR #record.#n <= :n", { n: read.n });
      if (write.outcome === "refused") throw new FencedError("the pages of its run");
    },

    /** Every page of a run, in order, read consistently. */
    async list(scope: RecordScope, runId: string): Promise<BackupPage[]> {
      const pages: BackupPage[] = [];
      for await (const found of records.pages(scope, kindOf(runId))) {
        pages.push(...found.map((record) => page.parse(record)));
      }
      return pages;
    },
  };
}
export type BackupPages = ReturnType<typeof createBackupPages>;
