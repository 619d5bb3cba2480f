import type { Clock } from "../foundation/clock.ts";
import type { StoreTarget } from "../ledger/store.ts";
import { createBodyHolds } from "./body-holds.ts";
import { createRecordStore, forEachOf, type RecordScope } from "./record-store.ts";
import { restoreItem } from "./restore-run-records.ts";

const itemsKind = (id: string) => `restore-run-items:${id}`;

/** Overwrites what a restore recorded of each policy. The record itself and its counts stay as evidence. */
export function createRestoreRunPurge(target: StoreTarget & { readonly clock: Clock }) {
  const bodyHolds = createBodyHolds(target);
  const store = createRecordStore(target);

  return {
    /** Gives up the bodies it holds, and overwrites every item with a tombstone; the number that a consistent read then still finds with content. */
    async purgeItems(scope: RecordScope, id: string, runId: string, holder: string): Promise<number> {
      const isWhole = "attribute_exists(pk) AND attribute_not_exists(#record.#purgedByRunId)";
      for await (const page of store.pages(scope, itemsKind(id))) {
        await forEachOf(
          page.map((record) => restoreItem.parse(record)),
          async ({ itemId, collection, contentHash }) => {
            const holders = await bodyHolds.holdersOf(scope, contentHash);
            if (holders.includes(holder)) await bodyHolds.release(scope, [contentHash], holder);
            const tombstone = { itemId, collection, displayName: itemId, contentHash: "purged", purgedByRunId: runId };
            return store.put(scope, itemsKind(id), itemId, tombstone, isWhole);
          },
        );
      }
      let left = 0;
      for await (const page of store.pages(scope, itemsKind(id))) {
        left += page.filter(({ purgedByRunId }) => purgedByRunId === undefined).length;
      }
      return left;
    },
  };
}
