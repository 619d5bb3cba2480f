import * as z from "zod";
import type { Item } from "../ledger/item.ts";
import { usableKey } from "../ledger/keys.ts";
import { createStore, type StoreTarget } from "../ledger/store.ts";
import type { RecordScope } from "./record-store.ts";

const usableRecord = z.object({
  id: z.string(),
  operationRunId: z.string(),
  /** When the record became usable. */
  usableAt: z.string(),
  usableUntil: z.string().optional(),
  /** The generation of the run that set the pointer; absent on pointers of the previous release. */
  gen: z.number().int().optional(),
  epoch: z.string().optional(),
});
export type UsableRecord = z.infer<typeof usableRecord>;

const storedPointer = z.looseObject({ record: usableRecord });

/** The usable record in a pointer's item; undefined when there is no item. */
export function usableIn(item: Item | undefined): UsableRecord | undefined {
  return item === undefined ? undefined : storedPointer.parse(item).record;
}

/** Maintains pointers to the newest usable record per kind and correlation, so that proof is found without a search. */
export function createUsablePointers(target: StoreTarget) {
  const store = createStore(target);

  return {
    /**
     * Points at a record unless a later run of the same line already set the pointer. A run without a correlation
     * proves nothing and sets none; a run without a generation never replaces one with a generation.
     */
    async point(
      scope: RecordScope,
      kind: string,
      correlationHash: string | undefined,
      to: UsableRecord,
    ): Promise<void> {
      if (correlationHash === undefined) return;
      const { gen, epoch, ...named } = usableRecord.parse(to);
      const { usableAt } = named;
      const key = usableKey(scope.workspaceId, scope.environmentId, kind, correlationHash);
      const item = {
        ...key,
        record: { ...named, ...(gen !== undefined && { gen }), ...(epoch !== undefined && { epoch }) },
      };
      const isFree =
        gen === undefined || epoch === undefined
          ? "(attribute_not_exists(#record.#gen) AND #record.#usableAt <= :usableAt)"
          : "attribute_not_exists(#record.#gen) OR #record.#epoch <> :epoch OR #record.#gen <= :gen";
      await store.put(item, `attribute_not_exists(pk) OR ${isFree}`, { usableAt, gen, epoch });
    },
  };
}
