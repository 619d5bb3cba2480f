import type { BoundPath } from "./bindings.ts";
import { invalid } from "./errors.ts";
import type { Item, Value } from "./value-types.ts";
import { isRecord, parseItem } from "./values.ts";

/** The attributes that name an item, or its place in an index. */
export interface KeyNames {
  readonly hash: string;
  readonly range: string | undefined;
}

export interface IndexSchema extends KeyNames {
  readonly name: string;
  /** Attributes an entry holds beside the keys. */
  readonly include: readonly string[] | "all";
}

export interface TableSchema extends KeyNames {
  readonly name: string;
  readonly indexes: readonly IndexSchema[];
  /** The types of all key attributes. */
  readonly keyTypes: Readonly<Record<string, string>>;
}

/** Reads a table's declaration as CreateTable takes it. */
export function readSchema(request: Readonly<Record<string, unknown>>): TableSchema {
  const keyTypes = Object.fromEntries(
    recordsOf(request.AttributeDefinitions).map((one) => [textOf(one.AttributeName), textOf(one.AttributeType)]),
  );
  return {
    name: textOf(request.TableName),
    ...readKeyNames(request.KeySchema),
    keyTypes,
    indexes: recordsOf(request.GlobalSecondaryIndexes).map((index) => ({
      name: textOf(index.IndexName),
      ...readKeyNames(index.KeySchema),
      include: readProjection(index.Projection),
    })),
  };
}

function readProjection(raw: unknown): readonly string[] | "all" {
  if (!isRecord(raw)) throw invalid("an index needs a projection");
  if (raw.ProjectionType === "ALL") return "all";
  return Array.isArray(raw.NonKeyAttributes) ? raw.NonKeyAttributes.map(textOf) : [];
}

function readKeyNames(raw: unknown): KeyNames {
  const named = (kind: string) => recordsOf(raw).find((one) => one.KeyType === kind)?.AttributeName;
  const range = named("RANGE");
  return { hash: textOf(named("HASH")), range: range === undefined ? undefined : textOf(range) };
}

function recordsOf(raw: unknown): Record<string, unknown>[] {
  return Array.isArray(raw) ? raw.filter(isRecord) : [];
}

export function textOf(raw: unknown): string {
  if (typeof raw !== "string") throw invalid("a text is missing");
  return raw;
}

const keyNamesOf = ({ hash, range }: KeyNames) => (range === undefined ? [hash] : [hash, range]);

/** Reads a key: exactly the table's key attributes. */
export function readKey(raw: unknown, schema: TableSchema): Item {
  const key = parseItem(raw);
  const names = keyNamesOf(schema);
  if (Object.keys(key).length !== names.length) throw invalid("a key holds the key attributes and nothing else");
  checkKeys(key, schema);
  return key;
}

/** The key attributes of an item. */
export function keyOf(item: Item, names: KeyNames): Item {
  return pick(item, keyNamesOf(names));
}

export function pick(item: Item, names: readonly string[]): Item {
  const picked: Record<string, Value> = {};
  for (const name of names) {
    const value = item[name];
    if (value !== undefined) picked[name] = value;
  }
  return picked;
}

/** Refuses an item whose key attributes are absent, empty or of another type, an index's where present. */
export function checkKeys(item: Item, schema: TableSchema): void {
  for (const name of keyNamesOf(schema)) {
    const value = item[name];
    if (value === undefined) throw invalid(`the key attribute ${name} is missing`);
    checkKey(value, schema.keyTypes[name], name === schema.hash);
  }
  for (const index of schema.indexes) {
    for (const name of keyNamesOf(index)) {
      const value = item[name];
      if (value !== undefined) checkKey(value, schema.keyTypes[name], name === index.hash);
    }
  }
}

const hashBytesMax = 2048;
const rangeBytesMax = 1024;

function checkKey(value: Value, type: string | undefined, isHash: boolean): void {
  if (type === undefined || !(type in value)) throw invalid("a key attribute has another type");
  const bytes = "S" in value ? Buffer.byteLength(value.S) : "B" in value ? value.B.length : 1;
  if (bytes === 0) throw invalid("a key attribute may not be empty");
  if (bytes > (isHash ? hashBytesMax : rangeBytesMax)) throw invalid("a key attribute is too long");
}

/** An update may not touch what names the item. */
export function checkKeysUntouched(paths: readonly BoundPath[], schema: TableSchema): void {
  const touched = paths.some(([name]) => name === schema.hash || (name !== undefined && name === schema.range));
  if (touched) throw invalid("a key attribute cannot be updated");
}

/** What an index shows of an item; nothing, when the item lacks one of the index's keys. */
export function entryOf(item: Item | undefined, index: IndexSchema, schema: TableSchema): Item | undefined {
  if (item === undefined || item[index.hash] === undefined) return undefined;
  if (index.range !== undefined && item[index.range] === undefined) return undefined;
  if (index.include === "all") return item;
  const entries = entriesOf.get(index) ?? new WeakMap<Item, Item>();
  entriesOf.set(index, entries);
  const known = entries.get(item);
  if (known !== undefined) return known;
  const entry = pick(item, [...new Set([...keyNamesOf(schema), ...keyNamesOf(index), ...index.include])]);
  entries.set(item, entry);
  return entry;
}

/** Items never change in place, and each is asked for several times by every index. */
const entriesOf = new WeakMap<IndexSchema, WeakMap<Item, Item>>();

/** A key value as text that no other value has. */
export function keyText(value: Value | undefined): string {
  if (value === undefined) return "";
  if ("S" in value) return `S${value.S}`;
  if ("N" in value) return `N${value.N}`;
  return "B" in value ? `B${Buffer.from(value.B).toString("base64")}` : "";
}
