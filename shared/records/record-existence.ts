import * as z from "zod";
import { batchGet } from "../ledger/batch-get.ts";
import { recordKey } from "../ledger/keys.ts";
import type { StoreTarget } from "../ledger/store.ts";
import type { RecordScope } from "./record-store.ts";

export interface RecordRef {
  readonly scope: RecordScope;
  readonly kind: string;
  readonly id: string;
}

const keys = z.object({ pk: z.string(), sk: z.string() });

/**
 * Which of the given records exist, each in its own scope. One call reads up to a hundred; an empty list needs none.
 */
export function createRecordExistence(target: StoreTarget) {
  return async function findExisting(refs: readonly RecordRef[]): Promise<(ref: RecordRef) => boolean> {
    const items = await batchGet({ ...target, isConsistent: false }, refs.map(keyOf));
    const found = new Set(items.map((item) => textOf(keys.parse(item))));
    return (ref) => found.has(textOf(keyOf(ref)));
  };
}

function keyOf({ scope, kind, id }: RecordRef) {
  return recordKey(scope.workspaceId, scope.environmentId, kind, id);
}

function textOf({ pk, sk }: { readonly pk: string; readonly sk: string }): string {
  return `${pk}\n${sk}`;
}
