import * as z from "zod";
import { batchGet } from "../ledger/batch-get.ts";
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

/** What a pointer's item names; undefined when there is no item. */
export function usableIn(item: Item | undefined): UsableRecord | undefined {
  return item === undefined ? undefined : storedPointer.parse(item).record;
}

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
      const items = await batchGet({ ...target, isConsistent: false }, pointers.map(keyOf));
      const found = new Map(items.map((item) => storedPointer.parse(item)).map(({ pk, record }) => [pk, record]));
      return pointers.map((pointer) => found.get(keyOf(pointer).pk));
    },
  };
}
