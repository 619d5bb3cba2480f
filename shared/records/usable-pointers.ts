import { BatchGetCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { usableKey } from "../ledger/keys.ts";
import { createStore, type Item, type StoreTarget } from "../ledger/store.ts";
import type { RecordScope } from "./record-store.ts";

const usableRecord = z.object({
  id: z.string(),
  operationRunId: z.string(),
  /** When the record became usable. */
  usableAt: z.string(),
  usableUntil: z.string().optional(),
});
export type UsableRecord = z.infer<typeof usableRecord>;

/** What one pointer is for: a kind of record, made by runs of one correlation. */
export interface UsablePointer {
  readonly scope: RecordScope;
  readonly kind: string;
  readonly correlationHash: string;
}

const storedPointer = z.looseObject({ pk: z.string(), record: usableRecord });
const batchKeysMax = 100;
const batchRoundsMax = 8;

/** Where the proof of an artifact is read: the newest usable record per kind and correlation, without a search. */
export function createUsablePointers(target: StoreTarget) {
  const store = createStore(target);
  const keyOf = ({ scope, kind, correlationHash }: UsablePointer) =>
    usableKey(scope.workspaceId, scope.environmentId, kind, correlationHash);

  return {
    /** Points at a record unless a younger one is pointed at. A run without a correlation proves nothing and points nowhere. */
    async point(
      scope: RecordScope,
      kind: string,
      correlationHash: string | undefined,
      to: UsableRecord,
    ): Promise<void> {
      if (correlationHash === undefined) return;
      const { usableAt } = to;
      const item = { ...keyOf({ scope, kind, correlationHash }), record: usableRecord.parse(to) };
      await store.put(item, "attribute_not_exists(pk) OR #record.#usableAt <= :usableAt", { usableAt });
    },

    /** What the pointers name, in their order; undefined where there is none. Each batch of 100 is one call. */
    async findMany(pointers: readonly UsablePointer[]): Promise<(UsableRecord | undefined)[]> {
      const wanted = [...new Map(pointers.map((pointer) => [keyOf(pointer).pk, keyOf(pointer)])).values()];
      const found = new Map<string, UsableRecord>();
      for (let start = 0; start < wanted.length; start += batchKeysMax) {
        let keys: Item[] = wanted.slice(start, start + batchKeysMax);
        for (let round = 0; keys.length > 0; round++) {
          if (round === batchRoundsMax)
            throw new Error("reading usable records: the table kept answering only in part");
          const request = { [target.tableName]: { Keys: keys } };
          const answer = await target.client.send(new BatchGetCommand({ RequestItems: request }));
          for (const item of answer.Responses?.[target.tableName] ?? []) {
            const { pk, record } = storedPointer.parse(item);
            found.set(pk, record);
          }
          keys = answer.UnprocessedKeys?.[target.tableName]?.Keys ?? [];
        }
      }
      return pointers.map((pointer) => found.get(keyOf(pointer).pk));
    },
  };
}
