import type { StoreTarget } from "../ledger/store.ts";
import { createRecordStore, forEachOf, type RecordScope } from "./record-store.ts";
import { restoreItem } from "./restore-run-records.ts";

const itemsKind = (id: string) => `restore-run-items:${id}`;

/** Overwrites what a restore recorded of each policy. The record itself and its counts stay as evidence. */
export function createRestoreRunPurge(target: StoreTarget) {
  const store = createRecordStore(target);

  return {
    /** Overwrites every item with a tombstone; the number that a consistent read then still finds with content. */
    async purgeItems(scope: RecordScope, id: string, runId: string): Promise<number> {
      const isWhole = "attribute_exists(pk) AND attribute_not_exists(#record.#purgedByRunId)";
      for await (const page of store.pages(scope, itemsKind(id))) {
        await forEachOf(
          page.map((record) => restoreItem.parse(record)),
          ({ itemId, collection }) => {
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
