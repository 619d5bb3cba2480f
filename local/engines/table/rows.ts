import type { Item, Value } from "./value-types.ts";
import { compareText, compareValues } from "./values.ts";

/** One item, or one index entry, at its position in a partition. */
export interface Row {
  readonly range: Value | undefined;
  /** Distinguishes rows with equal keys: items may share an index key. */
  readonly tie: string;
  readonly item: Item;
  readonly size: number;
}

/** A position in a partition, with or without a row. */
export type Place = Pick<Row, "range" | "tie">;

/** Partitions of rows, each ordered by range key. */
export function createRows() {
  const partitions = new Map<string, Row[]>();

  return {
    put(partition: string, row: Row): void {
      let rows = partitions.get(partition);
      if (rows === undefined) {
        rows = [];
        partitions.set(partition, rows);
      }
      const at = firstAtOrAfter(rows, row);
      const stands = rows[at];
      rows.splice(at, stands !== undefined && compare(stands, row) === 0 ? 1 : 0, row);
    },

    remove(partition: string, place: Place): void {
      const rows = partitions.get(partition) ?? [];
      const at = firstAtOrAfter(rows, place);
      const stands = rows[at];
      if (stands !== undefined && compare(stands, place) === 0) rows.splice(at, 1);
    },

    /** A partition's rows in either order, optionally only those after a position. */
    read(partition: string, isForward: boolean, after: Place | undefined): readonly Row[] {
      const rows = partitions.get(partition) ?? [];
      if (isForward) return after === undefined ? rows : rows.slice(firstAfter(rows, after));
      const until = after === undefined ? rows.length : firstAtOrAfter(rows, after);
      return rows.slice(0, until).reverse();
    },

    all(): Row[] {
      return [...partitions.values()].flat();
    },
  };
}

function compare(a: Place, b: Place): number {
  const order = a.range === undefined || b.range === undefined ? 0 : (compareValues(a.range, b.range) ?? 0);
  return order === 0 ? compareText(a.tie, b.tie) : order;
}

function firstAtOrAfter(rows: readonly Row[], place: Place): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const row = rows[middle];
    if (row !== undefined && compare(row, place) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function firstAfter(rows: readonly Row[], place: Place): number {
  const at = firstAtOrAfter(rows, place);
  const stands = rows[at];
  return stands !== undefined && compare(stands, place) === 0 ? at + 1 : at;
}
