import type { IndexSchema } from "./schema.ts";
import { writeUnits } from "./sizes.ts";
import type { Item } from "./value-types.ts";
import { isEqualItem, isEqualOrAbsent } from "./values.ts";

/** An item, or its projection in an index, with its size in bytes. */
export interface Sized {
  readonly item: Item;
  readonly size: number;
}

/** Capacity units of one request, for the table and for each index. */
export interface Units {
  readonly table: number;
  readonly indexes: Readonly<Record<string, number>>;
}

export function totalUnits({ table, indexes }: Units): number {
  let total = table;
  for (const name in indexes) total += indexes[name] ?? 0;
  return total;
}

/** Write units of the table: for the larger of the old and the new item, at least one. */
export function tableWriteUnits(before: Sized | undefined, after: Sized | undefined): number {
  return Math.max(1, writeUnits(Math.max(before?.size ?? 0, after?.size ?? 0)));
}

/**
 * Write units of an index, by the size of the projection. An unchanged projection costs nothing, an insert or a delete
 * one write, and a changed index key two.
 */
export function indexWriteUnits(before: Sized | undefined, after: Sized | undefined, index: IndexSchema): number {
  const sizeBefore = writeUnits(before?.size ?? 0);
  const sizeAfter = writeUnits(after?.size ?? 0);
  if (before === undefined || after === undefined) return sizeBefore + sizeAfter;
  if (isEqualItem(before.item, after.item)) return 0;
  const isSame = (name: string | undefined) =>
    name === undefined || isEqualOrAbsent(before.item[name], after.item[name]);
  return isSame(index.hash) && isSame(index.range) ? Math.max(sizeBefore, sizeAfter) : sizeBefore + sizeAfter;
}

/** The consumed capacity in a response, if requested. */
export function consumedCapacity(asked: unknown, tableName: string, units: Units): Record<string, unknown> | undefined {
  if (asked !== "TOTAL" && asked !== "INDEXES") return undefined;
  const total = { TableName: tableName, CapacityUnits: totalUnits(units) };
  if (asked === "TOTAL") return total;
  const indexes = Object.entries(units.indexes).filter(([, used]) => used > 0);
  return {
    ...total,
    Table: { CapacityUnits: units.table },
    ...(indexes.length > 0 && {
      GlobalSecondaryIndexes: Object.fromEntries(indexes.map(([name, used]) => [name, { CapacityUnits: used }])),
    }),
  };
}
