import type { Clock } from "../../../shared/clock.ts";
import { indexWriteUnits, tableWriteUnits, type Units } from "./capacity.ts";
import { invalid } from "./errors.ts";
import { createRows } from "./rows.ts";
import { checkKeys, entryOf, type IndexSchema, keyOf, keyText, type TableSchema } from "./schema.ts";
import { itemBytesMax, itemSize } from "./sizes.ts";
import type { Item } from "./value-types.ts";
import { isEqualItem } from "./values.ts";

/** One change as the table's stream tells it, oldest first. */
export interface ChangeRecord {
  readonly sequence: number;
  readonly at: Date;
  readonly eventName: "INSERT" | "MODIFY" | "REMOVE";
  readonly keys: Item;
  readonly oldImage: Item | undefined;
  readonly newImage: Item | undefined;
}

interface Options {
  readonly clock: Clock;
  /** How long an index goes on showing an item as it was, in milliseconds; each write asks anew. */
  readonly indexLagMillis: (index: string) => number;
}

/** A change an index has not shown yet. */
interface Pending {
  readonly visibleAt: number;
  readonly sequence: number;
  readonly tie: string;
  readonly before: Item | undefined;
  readonly after: Item | undefined;
}

export function createTable(schema: TableSchema, { clock, indexLagMillis }: Options) {
  const items = new Map<string, Item>();
  const rows = createRows();
  const indexes = schema.indexes.map((index) => createIndex(index, schema));
  const changes: ChangeRecord[] = [];

  const tieOf = (key: Item) =>
    `${keyText(key[schema.hash])} ${schema.range === undefined ? "" : keyText(key[schema.range])}`;

  function store(key: Item, before: Item | undefined, after: Item | undefined): void {
    const tie = tieOf(key);
    const place = { range: schema.range === undefined ? undefined : key[schema.range], tie: "" };
    if (after === undefined) {
      items.delete(tie);
      rows.remove(keyText(key[schema.hash]), place);
    } else {
      items.set(tie, after);
      rows.put(keyText(key[schema.hash]), { ...place, item: after, size: itemSize(after) });
    }
    if (before !== undefined && after !== undefined && isEqualItem(before, after)) return;
    const at = clock.now();
    const eventName = before === undefined ? "INSERT" : after === undefined ? "REMOVE" : "MODIFY";
    const sequence = changes.length + 1;
    changes.push({ sequence, at, eventName, keys: key, oldImage: before, newImage: after });
    for (const index of indexes) {
      index.change({ visibleAt: at.getTime() + indexLagMillis(index.schema.name), sequence, tie, before, after });
    }
  }

  return {
    schema,

    find: (key: Item) => items.get(tieOf(key)),

    /** Stores an item in place of what its key held. Refuses one with bad keys or more than 400 KB. */
    write(after: Item): Units {
      checkKeys(after, schema);
      if (itemSize(after) > itemBytesMax) throw invalid("the item is larger than 400 KB");
      const key = keyOf(after, schema);
      const before = items.get(tieOf(key));
      store(key, before, after);
      const charged = schema.indexes.map((index) => {
        const shown = [before, after].map((item) => entryOf(item, index, schema));
        return [index.name, indexWriteUnits(shown[0], shown[1], index)];
      });
      return { table: tableWriteUnits(before, after), indexes: Object.fromEntries(charged) };
    },

    /** Takes an item away without a request, as expiry does; it appears in the stream like any change. */
    remove(key: Item): void {
      const before = items.get(tieOf(key));
      if (before !== undefined) store(key, before, undefined);
    },

    /** The rows to query: the table's own, or those an index shows by now. */
    rowsOf(indexName: string | undefined) {
      if (indexName === undefined) return { rows, index: undefined };
      const index = indexes.find((one) => one.schema.name === indexName);
      if (index === undefined) throw invalid(`there is no index ${indexName}`);
      index.settle(clock.now().getTime());
      return { rows: index.rows, index: index.schema };
    },

    tieOf,
    items: (): Item[] => [...items.values()],
    changeCount: () => changes.length,
    /** The stream from one record on. */
    changesFrom: (sequence: number): readonly ChangeRecord[] => changes.slice(sequence),
  };
}
export type Table = ReturnType<typeof createTable>;

/** An index follows its table at a distance; whatever the order changes arrive in, each item's newest one wins. */
function createIndex(index: IndexSchema, schema: TableSchema) {
  const rows = createRows();
  const shown = new Map<string, { sequence: number; entry: Item | undefined }>();
  let pending: Pending[] = [];

  function show({ tie, sequence, after }: Pending): void {
    const known = shown.get(tie);
    if (known !== undefined && known.sequence > sequence) return;
    const entry = entryOf(after, index, schema);
    if (known?.entry !== undefined) rows.remove(keyText(known.entry[index.hash]), placeOf(known.entry, tie));
    if (entry !== undefined) {
      rows.put(keyText(entry[index.hash]), { ...placeOf(entry, tie), item: entry, size: itemSize(entry) });
    }
    shown.set(tie, { sequence, entry });
  }

  const placeOf = (entry: Item, tie: string) => ({
    range: index.range === undefined ? undefined : entry[index.range],
    tie,
  });

  return {
    schema: index,
    rows,
    change(change: Pending): void {
      const isAbsent = [change.before, change.after].every((item) => entryOf(item, index, schema) === undefined);
      if (!isAbsent) pending.push(change);
    },
    settle(now: number): void {
      if (pending.length === 0) return;
      const due = pending.filter((change) => change.visibleAt <= now);
      pending = pending.filter((change) => change.visibleAt > now);
      for (const change of due.sort((a, b) => a.visibleAt - b.visibleAt || a.sequence - b.sequence)) show(change);
    },
  };
}
