import type { Item } from "../../shared/ledger/item.ts";

/** One changed setting of a resource, as its audit entry keeps it. */
interface Change {
  readonly field: string;
  readonly from: unknown;
  readonly to: unknown;
}

/** What a change by a person replaces, field by field; empty for a new resource. Fields not in `after` stay. */
export function changesOf(before: Item | undefined, after: Item): readonly Change[] {
  if (before === undefined) return [];
  return Object.entries(after).flatMap(([field, to]) => {
    const from = before[field] ?? null;
    return textOf(from) === textOf(to) ? [] : [{ field, from, to }];
  });
}

/** Lists are sets here: their order is no change. */
const textOf = (value: unknown) => JSON.stringify(Array.isArray(value) ? value.toSorted() : value);
