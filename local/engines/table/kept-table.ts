import type { DatabaseSync } from "node:sqlite";
import type { Sized } from "./capacity.ts";
import { invalid } from "./errors.ts";
import type { ReadRows, Row, Start } from "./rows.ts";
import { type KeyNames, keyOf, keyText, type TableSchema } from "./schema.ts";
import { sortKey } from "./sort-key.ts";
import { type Projected, projected, projectionsOf, type TableStore, writeUnitsOf } from "./table.ts";
import type { Item } from "./value-types.ts";
import { isEqualItem, itemOf } from "./values.ts";

/** A change of an item, to be kept in the table's stream. Images are JSON. */
export interface KeptChange {
  readonly eventName: "INSERT" | "MODIFY" | "REMOVE";
  readonly keys: Item;
  readonly oldImage: string | undefined;
  readonly newImage: string | undefined;
}

interface Options {
  readonly database: DatabaseSync;
  readonly onChange: (change: KeptChange) => void;
}

export interface KeptTable extends TableStore {
  /** Removes every item without a stream record. */
  empty(): void;
}

interface Found extends Projected {
  readonly text: string;
}

/**
 * A table in a database file: rows in the order of their keys, with the entries of each index. Every read finds its rows
 * by their key, so it costs what it returns. Indexes do not lag.
 */
export function openKeptTable(schema: TableSchema, { database, onChange }: Options): KeptTable {
  const { hash, range } = schema;
  const rows = openRows(database, schema.name, schema);
  const indexes = schema.indexes.map((index) => ({
    schema: index,
    rows: openRows(database, `${schema.name}/${index.name}`, index),
  }));
  const tieOf = (key: Item) => `${keyText(key[hash])} ${range === undefined ? "" : keyText(key[range])}`;
  const recent = createRecentItems();
  /** Unlike a tie, it is of one item only, whatever their texts hold. */
  const nameOf = (key: Item) => `${keyText(key[hash]).length} ${tieOf(key)}`;

  function find(key: Item): Found | undefined {
    const name = nameOf(key);
    const known = recent.get(name);
    if (known !== undefined) return known;
    const text = rows.find(keyText(key[hash]), sortKey(range === undefined ? undefined : key[range]));
    if (text === undefined) return undefined;
    const found = { text, ...projectionsOf(itemOf(text), schema) };
    recent.set(name, found);
    return found;
  }

  function store(key: Item, before: Found | undefined, after: Projected | undefined): void {
    if (before !== undefined && after !== undefined && isEqualItem(before.item, after.item)) return;
    const text = after && JSON.stringify(after.item);
    if (after !== undefined && text !== undefined) rows.put(after.item, "", text, after.size);
    else rows.remove(key, "");
    const tie = tieOf(key);
    recent.set(nameOf(key), after === undefined || text === undefined ? undefined : { text, ...after });
    indexes.forEach((index, at) => {
      const [old, entry] = [before?.entries[at], after?.entries[at]];
      const isMoved = old !== undefined && (entry === undefined || !index.rows.isSamePlace(old.item, entry.item));
      if (isMoved) index.rows.remove(old.item, tie);
      if (entry === undefined || (old !== undefined && !isMoved && isEqualItem(old.item, entry.item))) return;
      const isWhole = entry.item === after?.item;
      index.rows.put(entry.item, tie, isWhole && text !== undefined ? text : JSON.stringify(entry.item), entry.size);
    });
    const eventName = before === undefined ? "INSERT" : after === undefined ? "REMOVE" : "MODIFY";
    onChange({ eventName, keys: key, oldImage: before?.text, newImage: text });
  }

  return {
    schema,
    tieOf,
    findStored: find,
    write(item) {
      const after = projected(item, schema);
      const before = find(item);
      store(keyOf(item, schema), before, after);
      return writeUnitsOf(schema, before, after);
    },
    remove(key) {
      const before = find(key);
      if (before !== undefined) store(keyOf(key, schema), before, undefined);
      return writeUnitsOf(schema, before, undefined);
    },
    rowsOf(indexName) {
      if (indexName === undefined) return { rows, index: undefined };
      const index = indexes.find((one) => one.schema.name === indexName);
      if (index === undefined) throw invalid(`there is no index ${indexName}`);
      return { rows: index.rows, index: index.schema };
    },
    all: (after) => rows.all(after),
    empty() {
      recent.clear();
      for (const one of [rows, ...indexes.map((index) => index.rows)]) one.empty();
    },
  };
}

/** The size of all items that are remembered, in bytes of the table. */
const recentBytesMax = 8 * 1024 * 1024;

/**
 * Recently used items with their projections, the least recently used forgotten first. A write reads its item twice, a
 * run is written five times within moments, and a member is read at each request.
 */
function createRecentItems() {
  const items = new Map<string, Found>();
  let bytes = 0;

  function forget(name: string): void {
    bytes -= items.get(name)?.size ?? 0;
    items.delete(name);
  }

  return {
    get(name: string): Found | undefined {
      const found = items.get(name);
      if (found === undefined) return undefined;
      items.delete(name);
      items.set(name, found);
      return found;
    },
    set(name: string, found: Found | undefined): void {
      forget(name);
      if (found === undefined) return;
      items.set(name, found);
      bytes += found.size;
      for (const oldest of items.keys()) {
        if (bytes <= recentBytesMax) break;
        forget(oldest);
      }
    },
    clear(): void {
      items.clear();
      bytes = 0;
    },
  };
}

/** The rows of a table or of an index. */
function openRows(database: DatabaseSync, name: string, { hash, range }: KeyNames) {
  const quoted = `"${name}"`;
  database.exec(
    `CREATE TABLE IF NOT EXISTS ${quoted} (hash TEXT, range BLOB, tie TEXT, item TEXT, size INTEGER, ` +
      "PRIMARY KEY (hash, range, tie)) WITHOUT ROWID",
  );
  const prepared = (sql: string) => database.prepare(sql.replaceAll("$rows", quoted));
  const found = prepared("SELECT item FROM $rows WHERE hash = ? AND range = ?");
  const insert = prepared("INSERT OR REPLACE INTO $rows VALUES (?, ?, ?, ?, ?)");
  const remove = prepared("DELETE FROM $rows WHERE hash = ? AND range = ? AND tie = ?");
  const rangeOf = (item: Item) => (range === undefined ? undefined : item[range]);
  const placeOf = (item: Item, tie: string) => [keyText(item[hash]), sortKey(rangeOf(item)), tie] as const;

  const select = (condition: string, order: string) =>
    prepared(
      `SELECT item, size, tie FROM $rows WHERE ${condition} ORDER BY hash ${order}, range ${order}, tie ${order}`,
    );
  const forward = select("hash = ?", "ASC");
  const backward = select("hash = ?", "DESC");
  const forwardFrom = select("hash = ? AND range >= ?", "ASC");
  const backwardFrom = select("hash = ? AND range <= ?", "DESC");
  const forwardAfter = select("hash = ? AND (range, tie) > (?, ?)", "ASC");
  const backwardAfter = select("hash = ? AND (range, tie) < (?, ?)", "DESC");
  const every = prepared("SELECT item, size FROM $rows ORDER BY hash, range, tie");
  const removeAll = prepared("DELETE FROM $rows");
  const everyAfter = prepared("SELECT item, size FROM $rows WHERE (hash, range) > (?, ?) ORDER BY hash, range, tie");

  function selected(partition: string, isForward: boolean, { after, from }: Start) {
    if (after !== undefined) {
      const statement = isForward ? forwardAfter : backwardAfter;
      return statement.iterate(partition, sortKey(after.range), after.tie);
    }
    if (from !== undefined) return (isForward ? forwardFrom : backwardFrom).iterate(partition, sortKey(from));
    return (isForward ? forward : backward).iterate(partition);
  }

  function* read(partition: string, isForward: boolean, start: Start = {}): Iterable<Row> {
    for (const { item: text, size, tie } of selected(partition, isForward, start)) {
      const item = itemOf(String(text));
      yield { item, size: Number(size), range: rangeOf(item), tie: String(tie) };
    }
  }

  function* all(after: Item | undefined): Iterable<Sized> {
    const chosen = after === undefined ? every.iterate() : everyAfter.iterate(...placeOf(after, "").slice(0, 2));
    for (const { item, size } of chosen) yield { item: itemOf(String(item)), size: Number(size) };
  }

  return {
    read,
    all,
    find(partition: string, key: Uint8Array): string | undefined {
      const row = found.get(partition, key);
      return row === undefined ? undefined : String(row.item);
    },
    put(item: Item, tie: string, text: string, size: number): void {
      insert.run(...placeOf(item, tie), text, size);
    },
    remove(item: Item, tie: string): void {
      remove.run(...placeOf(item, tie));
    },
    empty(): void {
      removeAll.run();
    },
    isSamePlace: (one: Item, other: Item) =>
      keyText(one[hash]) === keyText(other[hash]) && keyText(rangeOf(one)) === keyText(rangeOf(other)),
  } satisfies ReadRows & Record<string, unknown>;
}
