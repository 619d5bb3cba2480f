import { type IndexSchema, keyOf } from "./schema.ts";
import { itemSize, writeUnits } from "./sizes.ts";
import type { Item } from "./value-types.ts";
import { isEqualItem } from "./values.ts";

/** Units one request took: of the table itself, and of each index it touched. */
export interface Units {
  readonly table: number;
  readonly indexes: Readonly<Record<string, number>>;
}

export const totalUnits = ({ table, indexes }: Units) => Object.values(indexes).reduce((sum, one) => sum + one, table);

/** The table's own share of a write: the larger of what was and what is, at least one. */
export function tableWriteUnits(before: Item | undefined, after: Item | undefined): number {
  const bytes = Math.max(before === undefined ? 0 : itemSize(before), after === undefined ? 0 : itemSize(after));
  return Math.max(1, writeUnits(bytes));
}

/**
 * An index's share of a write, charged on what it shows. A view that does not change costs nothing, a new
 * or a removed one is one write, a view under another key is two.
 */
export function indexWriteUnits(before: Item | undefined, after: Item | undefined, index: IndexSchema): number {
  const sizeBefore = before === undefined ? 0 : writeUnits(itemSize(before));
  const sizeAfter = after === undefined ? 0 : writeUnits(itemSize(after));
  if (before === undefined || after === undefined) return sizeBefore + sizeAfter;
  if (isEqualItem(before, after)) return 0;
  return isEqualItem(keyOf(before, index), keyOf(after, index))
    ? Math.max(sizeBefore, sizeAfter)
    : sizeBefore + sizeAfter;
}

/** What a request that asked for it is told about its units. */
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
