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

/** Above this number of rows a chunk is divided, so that a change moves few rows however long a partition is. */
const chunkRowsMax = 512;
/** Above every tie, each of which begins with the type of a key. */
const lastTie = "~";

/** The rows of a partition in order, in chunks; only a chunk that is alone may be empty. */
type Chunks = [Row[], ...Row[][]];

/** Partitions of rows, each ordered by range key. */
export function createRows() {
  const partitions = new Map<string, Chunks>();

  return {
    put(partition: string, row: Row): void {
      let chunks = partitions.get(partition);
      if (chunks === undefined) {
        chunks = [[]];
        partitions.set(partition, chunks);
      }
      const { chunk, rows, at } = firstAtOrAfter(chunks, row);
      rows.splice(at, isAt(rows[at], row) ? 1 : 0, row);
      if (rows.length > chunkRowsMax) chunks.splice(chunk + 1, 0, rows.splice(chunkRowsMax / 2));
    },

    remove(partition: string, place: Place): void {
      const chunks = partitions.get(partition);
      if (chunks === undefined) return;
      const { chunk, rows, at } = firstAtOrAfter(chunks, place);
      if (!isAt(rows[at], place)) return;
      rows.splice(at, 1);
      if (rows.length === 0 && chunks.length > 1) chunks.splice(chunk, 1);
    },

    /** A partition's rows in either order, from a start. */
    read(partition: string, isForward: boolean, { after, from }: Start = {}): Iterable<Row> {
      const chunks = partitions.get(partition);
      if (chunks === undefined) return [];
      if (isForward) {
        const start = after ?? (from && { range: from, tie: "" });
        if (start === undefined) return forwards(chunks, 0, 0);
        const { chunk, rows, at } = firstAtOrAfter(chunks, start);
        return forwards(chunks, chunk, after !== undefined && isAt(rows[at], after) ? at + 1 : at);
      }
      const end = after ?? (from && { range: from, tie: lastTie });
      if (end === undefined) return backwards(chunks, chunks.length - 1, Number.POSITIVE_INFINITY);
      const { chunk, at } = firstAtOrAfter(chunks, end);
      return backwards(chunks, chunk, at);
    },

    all(): Row[] {
      return [...partitions.values()].flat(2);
    },
  };
}

function compare(a: Place, b: Place): number {
  const order = a.range === undefined || b.range === undefined ? 0 : (compareValues(a.range, b.range) ?? 0);
  return order === 0 ? compareText(a.tie, b.tie) : order;
}

const isAt = (row: Row | undefined, place: Place) => row !== undefined && compare(row, place) === 0;

/** The first row at or after a place, in the last chunk that begins at or before it; it may be the end of that chunk. */
function firstAtOrAfter(chunks: Chunks, place: Place) {
  let chunk = 0;
  for (let high = chunks.length - 1; chunk < high; ) {
    const middle = (chunk + high + 1) >> 1;
    const first = chunks[middle]?.[0];
    if (first !== undefined && compare(first, place) <= 0) chunk = middle;
    else high = middle - 1;
  }
  const rows = chunks[chunk] ?? chunks[0];
  let at = 0;
  for (let high = rows.length; at < high; ) {
    const middle = (at + high) >> 1;
    const row = rows[middle];
    if (row !== undefined && compare(row, place) < 0) at = middle + 1;
    else high = middle;
  }
  return { chunk, rows, at };
}

/** The rows from one of a chunk on. */
function forwards(chunks: Chunks, chunk: number, at: number): Iterable<Row> {
  const rows = chunks[chunk] ?? chunks[0];
  const these = at === 0 ? rows : rows.slice(at);
  return chunk === chunks.length - 1 ? these : chained(these, chunks, chunk + 1);
}

function* chained(rows: readonly Row[], chunks: Chunks, next: number): Iterable<Row> {
  yield* rows;
  for (let chunk = next; chunk < chunks.length; chunk++) yield* chunks[chunk] ?? [];
}

/** The rows before one of a chunk, the last one first. */
function* backwards(chunks: Chunks, last: number, end: number): Iterable<Row> {
  for (let chunk = last; chunk >= 0; chunk--) {
    const rows = chunks[chunk] ?? [];
    for (let at = (chunk === last ? Math.min(end, rows.length) : rows.length) - 1; at >= 0; at--) {
      const row = rows[at];
      if (row !== undefined) yield row;
    }
  }
}
