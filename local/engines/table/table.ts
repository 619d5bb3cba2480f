import type { Clock } from "../../../shared/foundation/clock.ts";
import { indexWriteUnits, type Sized, tableWriteUnits, type Units } from "./capacity.ts";
import { invalid } from "./errors.ts";
import { createRows, type ReadRows } from "./rows.ts";
import { checkKeys, entryOf, type IndexSchema, keyOf, keyText, type TableSchema } from "./schema.ts";
import { itemBytesMax, itemSize } from "./sizes.ts";
import type { Item } from "./value-types.ts";
import { isEqualItem } from "./values.ts";

/** One stream record. */
export interface ChangeRecord {
  readonly sequence: number;
  readonly at: Date;
  readonly eventName: "INSERT" | "MODIFY" | "REMOVE";
  readonly keys: Item;
  readonly oldImage: Item | undefined;
  readonly newImage: Item | undefined;
}

/** A table as the engine's requests use it; its rows may be in memory or in a file. */
export interface TableStore {
  readonly schema: TableSchema;
  findStored(key: Item): Sized | undefined;
  /** Stores or replaces an item. Rejects invalid keys and items above 400 KB. */
  write(item: Item): Units;
  /** Deletes an item, as a request or TTL does, with a stream record unless there was none. */
  remove(key: Item): Units;
  /** The rows to query: the table's, or those that an index currently shows. Rejects an unknown index. */
  rowsOf(indexName: string | undefined): { readonly rows: ReadRows; readonly index: IndexSchema | undefined };
  /** A text that identifies the key of an item. */
  tieOf(key: Item): string;
  /** Every item with its size, or those after this key. */
  all(after?: Item): Iterable<Sized>;
}

interface Options {
  readonly clock: Clock;
  /** The index lag in milliseconds, evaluated for each write. */
  readonly indexLagMillis: (index: string) => number;
}

/** A stored item with its size and its projections, in the order of the indexes. */
export interface Projected extends Sized {
  readonly entries: readonly (Sized | undefined)[];
}

/** A change that an index does not show yet. */
interface Pending {
  readonly visibleAt: number;
  readonly sequence: number;
  readonly tie: string;
  readonly entry: Sized | undefined;
}

export function createTable(schema: TableSchema, { clock, indexLagMillis }: Options) {
  const stored = new Map<string, Projected>();
  const rows = createRows();
  const indexes = schema.indexes.map((index) => createIndex(index));
  const changes: ChangeRecord[] = [];
  const { hash, range } = schema;

  const tieOf = (key: Item) => `${keyText(key[hash])} ${range === undefined ? "" : keyText(key[range])}`;

  function store(tie: string, key: Item, before: Projected | undefined, after: Projected | undefined): void {
    const place = { range: range === undefined ? undefined : key[range], tie: "" };
    if (after === undefined) {
      stored.delete(tie);
      rows.remove(keyText(key[hash]), place);
    } else {
      stored.set(tie, after);
      rows.put(keyText(key[hash]), { ...place, item: after.item, size: after.size });
    }
    if (before !== undefined && after !== undefined && isEqualItem(before.item, after.item)) return;
    const at = clock.now();
    const eventName = before === undefined ? "INSERT" : after === undefined ? "REMOVE" : "MODIFY";
    const sequence = changes.length + 1;
    changes.push({ sequence, at, eventName, keys: key, oldImage: before?.item, newImage: after?.item });
    for (let place = 0; place < indexes.length; place++) {
      const index = indexes[place];
      const visibleAt = at.getTime() + indexLagMillis(index?.schema.name ?? "");
      const entry = after?.entries[place];
      if (entry !== undefined || before?.entries[place] !== undefined)
        index?.change({ visibleAt, sequence, tie, entry });
    }
  }

  return {
    schema,

    find: (key: Item) => stored.get(tieOf(key))?.item,
    findStored: (key: Item) => stored.get(tieOf(key)),

    write(item: Item): Units {
      const after = projected(item, schema);
      const tie = tieOf(item);
      const before = stored.get(tie);
      store(tie, keyOf(item, schema), before, after);
      return writeUnitsOf(schema, before, after);
    },

    remove(key: Item): Units {
      const tie = tieOf(key);
      const before = stored.get(tie);
      if (before !== undefined) store(tie, keyOf(key, schema), before, undefined);
      return writeUnitsOf(schema, before, undefined);
    },

    rowsOf(indexName: string | undefined) {
      if (indexName === undefined) return { rows, index: undefined };
      const index = indexes.find((one) => one.schema.name === indexName);
      if (index === undefined) throw invalid(`there is no index ${indexName}`);
      index.settle(clock.now().getTime());
      return { rows: index.rows, index: index.schema };
    },

    tieOf,
    items: (): Item[] => Array.from(stored.values(), ({ item }) => item),
    all: (after?: Item) => (after === undefined ? stored.values() : valuesAfter(stored, tieOf(after))),
    changeCount: () => changes.length,
    /** The stream, starting at one record, and at most so many records of it. */
    changesFrom: (sequence: number, max = Number.POSITIVE_INFINITY): readonly ChangeRecord[] =>
      changes.slice(sequence, sequence + max),
  };
}
export type Table = ReturnType<typeof createTable>;

function* valuesAfter<Value>(map: ReadonlyMap<string, Value>, key: string): Iterable<Value> {
  let isAfter = false;
  for (const [name, value] of map) {
    if (isAfter) yield value;
    else isAfter = name === key;
  }
}

/** The write units of a change from one item to another. */
export function writeUnitsOf(schema: TableSchema, before: Projected | undefined, after: Projected | undefined): Units {
  const indexes: Record<string, number> = {};
  for (let place = 0; place < schema.indexes.length; place++) {
    const index = schema.indexes[place];
    if (index !== undefined)
      indexes[index.name] = indexWriteUnits(before?.entries[place], after?.entries[place], index);
  }
  return { table: tableWriteUnits(before, after), indexes };
}

/** An item to be stored, with its projections. Rejects invalid keys and items above 400 KB. */
export function projected(item: Item, schema: TableSchema): Projected {
  checkKeys(item, schema);
  const whole = projectionsOf(item, schema);
  if (whole.size > itemBytesMax) throw invalid("the item is larger than 400 KB");
  return whole;
}

/** An item with its projections. */
export function projectionsOf(item: Item, schema: TableSchema): Projected {
  const entries = schema.indexes.map((index) => {
    const entry = entryOf(item, index);
    return entry && { item: entry, size: itemSize(entry) };
  });
  return { item, size: itemSize(item), entries };
}

/** An eventually consistent index. Changes may arrive out of order; the latest one of each item wins. */
function createIndex(index: IndexSchema) {
  const rows = createRows();
  const shown = new Map<string, Pending>();
  let pending: Pending[] = [];

  function show(change: Pending): void {
    const { tie, sequence, entry } = change;
    const known = shown.get(tie);
    if (known !== undefined && known.sequence > sequence) return;
    if (known?.entry !== undefined) rows.remove(keyText(known.entry.item[index.hash]), placeOf(known.entry.item, tie));
    if (entry !== undefined) rows.put(keyText(entry.item[index.hash]), { ...placeOf(entry.item, tie), ...entry });
    shown.set(tie, change);
  }

  const placeOf = (entry: Item, tie: string) => ({
    range: index.range === undefined ? undefined : entry[index.range],
    tie,
  });

  return {
    schema: index,
    rows,
    change(change: Pending): void {
      pending.push(change);
    },
    settle(now: number): void {
      if (pending.length === 0) return;
      const due = pending.filter((change) => change.visibleAt <= now);
      if (due.length === 0) return;
      pending = due.length === pending.length ? [] : pending.filter((change) => change.visibleAt > now);
      for (const change of due.sort((a, b) => a.visibleAt - b.visibleAt || a.sequence - b.sequence)) show(change);
    },
  };
}
