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

/** Where a read starts: after a position, or at a range key, which is included; by default at the end it comes from. */
export interface Start {
  readonly after?: Place | undefined;
  readonly from?: Value | undefined;
}

/** What a query reads: the rows of a table or of an index. */
export interface ReadRows {
  read(partition: string, isForward: boolean, start?: Start): Iterable<Row>;
}

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

    /** A partition's rows in either order, from a start. */
    read(partition: string, isForward: boolean, { after, from }: Start = {}): Iterable<Row> {
      const rows = partitions.get(partition) ?? [];
      if (isForward) {
        const start = after ? firstAfter(rows, after) : from ? firstAtOrAfter(rows, { range: from, tie: "" }) : 0;
        return start === 0 ? rows : rows.slice(start);
      }
      return backwards(rows, after ? firstAtOrAfter(rows, after) : from ? firstAbove(rows, from) : rows.length);
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

/** The first row above every row with this range key. */
function firstAbove(rows: readonly Row[], range: Value): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const standing = rows[middle]?.range;
    if (standing !== undefined && (compareValues(standing, range) ?? 0) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function* backwards(rows: readonly Row[], end: number): Iterable<Row> {
  for (let at = end - 1; at >= 0; at--) {
    const row = rows[at];
    if (row !== undefined) yield row;
  }
}
