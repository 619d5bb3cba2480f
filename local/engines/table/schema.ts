import type { BoundPath } from "./bindings.ts";
import { invalid } from "./errors.ts";
import type { Item, Value } from "./value-types.ts";
import { isRecord, parseItem } from "./values.ts";

/** The key attributes of the table or of an index. */
export interface KeyNames {
  readonly hash: string;
  readonly range: string | undefined;
}

export interface IndexSchema extends KeyNames {
  readonly name: string;
  /** The projected attributes, including the keys of the table and of the index. */
  readonly shown: readonly string[] | "all";
}

export interface TableSchema extends KeyNames {
  readonly name: string;
  readonly indexes: readonly IndexSchema[];
  /** The types of all key attributes. */
  readonly keyTypes: Readonly<Record<string, string>>;
}

/** Parses the table schema from CreateTable input. */
export function readSchema(request: Readonly<Record<string, unknown>>): TableSchema {
  const keyTypes = Object.fromEntries(
    recordsOf(request.AttributeDefinitions).map((one) => [textOf(one.AttributeName), textOf(one.AttributeType)]),
  );
  const key = readKeyNames(request.KeySchema);
  return {
    name: textOf(request.TableName),
    ...key,
    keyTypes,
    indexes: recordsOf(request.GlobalSecondaryIndexes).map((index) => {
      const own = readKeyNames(index.KeySchema);
      const include = readProjection(index.Projection);
      const shown = include === "all" ? include : [...new Set([...keyNamesOf(key), ...keyNamesOf(own), ...include])];
      return { name: textOf(index.IndexName), ...own, shown };
    }),
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

/** Parses a key: exactly the table's key attributes. */
export function readKey(raw: unknown, schema: TableSchema): Item {
  const key = parseItem(raw);
  const count = schema.range === undefined ? 1 : 2;
  if (Object.keys(key).length !== count) throw invalid("a key holds the key attributes and nothing else");
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

/** Rejects an item with absent, empty or wrongly typed table keys, or wrongly typed index keys. */
export function checkKeys(item: Item, schema: TableSchema): void {
  requireKey(item, schema.hash, schema, true);
  if (schema.range !== undefined) requireKey(item, schema.range, schema, false);
  for (const { hash, range } of schema.indexes) {
    checkIndexKey(item[hash], schema.keyTypes[hash], true);
    if (range !== undefined) checkIndexKey(item[range], schema.keyTypes[range], false);
  }
}

function requireKey(item: Item, name: string, schema: TableSchema, isHash: boolean): void {
  const value = item[name];
  if (value === undefined) throw invalid(`the key attribute ${name} is missing`);
  checkKey(value, schema.keyTypes[name], isHash);
}

function checkIndexKey(value: Value | undefined, type: string | undefined, isHash: boolean): void {
  if (value !== undefined) checkKey(value, type, isHash);
}

const hashBytesMax = 2048;
const rangeBytesMax = 1024;

function checkKey(value: Value, type: string | undefined, isHash: boolean): void {
  if (type === undefined || !(type in value)) throw invalid("a key attribute has another type");
  // UTF-8 needs at most three bytes per UTF-16 unit, so short texts need no counting.
  if ("S" in value && value.S.length > 0 && value.S.length * 3 <= rangeBytesMax) return;
  const bytes = "S" in value ? Buffer.byteLength(value.S) : "B" in value ? value.B.length : 1;
  if (bytes === 0) throw invalid("a key attribute may not be empty");
  if (bytes > (isHash ? hashBytesMax : rangeBytesMax)) throw invalid("a key attribute is too long");
}

/** Rejects an update of key attributes. */
export function checkKeysUntouched(paths: readonly BoundPath[], schema: TableSchema): void {
  const touched = paths.some(([name]) => name === schema.hash || (name !== undefined && name === schema.range));
  if (touched) throw invalid("a key attribute cannot be updated");
}

/** The projection of an item in an index; undefined when an index key is absent. */
export function entryOf(item: Item | undefined, index: IndexSchema): Item | undefined {
  if (item === undefined || item[index.hash] === undefined) return undefined;
  if (index.range !== undefined && item[index.range] === undefined) return undefined;
  return index.shown === "all" ? item : pick(item, index.shown);
}

/** A unique text for a key value. */
export function keyText(value: Value | undefined): string {
  if (value === undefined) return "";
  if ("S" in value) return `S${value.S}`;
  if ("N" in value) return `N${value.N}`;
  return "B" in value ? `B${Buffer.from(value.B).toString("base64")}` : "";
}
