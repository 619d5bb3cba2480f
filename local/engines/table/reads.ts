import { type Bindings, readExpressions } from "./bindings.ts";
import { consumedCapacity, type Units } from "./capacity.ts";
import { checkCondition, holds } from "./conditions.ts";
import { invalid } from "./errors.ts";
import { project } from "./paths.ts";
import type { Place, Row } from "./rows.ts";
import { type IndexSchema, type KeyNames, keyOf, keyText, readKey } from "./schema.ts";
import { readUnits } from "./sizes.ts";
import type { Condition, Operand } from "./syntax.ts";
import type { TableStore } from "./table.ts";
import type { Item, Value } from "./value-types.ts";
import { compareValues, isRecord, parseItem } from "./values.ts";
import type { Answer, Request } from "./writes.ts";

interface Found {
  readonly answer: Answer;
  readonly units: Units;
}

/** The maximum bytes that a query reads per page. */
const pageBytesMax = 1024 * 1024;
const batchKeysMax = 100;

export function getItem(table: TableStore, request: Request): Found {
  const { projection } = readExpressions(request);
  const stored = table.findStored(readKey(request.Key, table.schema));
  const item = stored?.item;
  const units = { table: readUnits(stored?.size ?? 0, request.ConsistentRead === true), indexes: {} };
  const capacity = consumedCapacity(request.ReturnConsumedCapacity, table.schema.name, units);
  const shown = item && (projection === undefined ? item : project(item, projection));
  return { units, answer: { ...(shown && { Item: shown }), ...(capacity && { ConsumedCapacity: capacity }) } };
}

/** Parses the keys of a batch. */
export function readKeys(table: TableStore, raw: unknown): Item[] {
  const keys = Array.isArray(raw) ? raw.map((key) => readKey(key, table.schema)) : [];
  if (keys.length === 0 || keys.length > batchKeysMax) throw invalid("batch get: between 1 and 100 keys");
  if (new Set(keys.map((key) => table.tieOf(key))).size !== keys.length) throw invalid("batch get: a key twice");
  return keys;
}

/** Executes one table's part of a BatchGetItem. */
export function batchGet(table: TableStore, request: Request, keys: readonly Item[]): { items: Item[]; units: Units } {
  const { projection } = readExpressions(request);
  const isConsistent = request.ConsistentRead === true;
  const found = keys.map((key) => table.findStored(key));
  const used = found.map((stored) => readUnits(stored?.size ?? 0, isConsistent));
  return {
    items: found
      .filter((stored) => stored !== undefined)
      .map(({ item }) => (projection === undefined ? item : project(item, projection))),
    units: { table: used.reduce((sum, one) => sum + one, 0), indexes: {} },
  };
}

export function query(table: TableStore, request: Request): Found {
  const expressions = readExpressions(request);
  const { bindings, filter, projection } = expressions;
  const { rows, index } = table.rowsOf(typeof request.IndexName === "string" ? request.IndexName : undefined);
  if (index !== undefined && request.ConsistentRead === true) throw invalid("an index is never read consistently");
  const names: KeyNames = index ?? table.schema;
  const { hash, range } = readKeyCondition(expressions.keyCondition, names, bindings);
  if (filter !== undefined) checkFilter(filter, names, bindings);
  if (request.Select === "COUNT" && projection !== undefined) throw invalid("a count has no projection");

  const isForward = request.ScanIndexForward !== false;
  const after = readStart(table, index, request);
  const bound = range === undefined ? unbounded : boundOf(range, isForward, bindings);
  const partition = rows.read(keyText(hash), isForward, { after, from: bound.from });
  const limit = readLimit(request.Limit);
  const page: Row[] = [];
  let bytes = 0;
  let isCut = false;
  for (const row of partition) {
    if (range !== undefined && !holds(range, row.item, bindings)) {
      // The rows in a range are contiguous: they have ended, or begin after a bound that is not one of them.
      if (page.length > 0 || (after === undefined && bound.isKnown && !isAt(row, bound.from))) break;
      continue;
    }
    page.push(row);
    bytes += row.size;
    isCut = page.length === limit || bytes >= pageBytesMax;
    if (isCut) break;
  }
  const items = (filter === undefined ? page : page.filter(({ item }) => holds(filter, item, bindings))).map(
    ({ item }) => item,
  );
  const last = isCut ? page.at(-1)?.item : undefined;
  const used = readUnits(bytes, request.ConsistentRead === true);
  const units = index === undefined ? { table: used, indexes: {} } : { table: 0, indexes: { [index.name]: used } };
  const capacity = consumedCapacity(request.ReturnConsumedCapacity, table.schema.name, units);
  const shown = projection === undefined ? items : items.map((item) => project(item, projection));
  return {
    units,
    answer: {
      ...(request.Select !== "COUNT" && { Items: shown }),
      Count: items.length,
      ScannedCount: page.length,
      ...(last && { LastEvaluatedKey: { ...keyOf(last, table.schema), ...(index && keyOf(last, index)) } }),
      ...(capacity && { ConsumedCapacity: capacity }),
    },
  };
}

const scanned: ReadonlySet<string> = new Set([
  "TableName",
  "ConsistentRead",
  "ExclusiveStartKey",
  "ReturnConsumedCapacity",
  "FilterExpression",
  "ExpressionAttributeNames",
  "ExpressionAttributeValues",
]);

/** Reads all items of the table, by pages, and shows those that pass the filter. What else a scan can ask is rejected. */
export function scan(table: TableStore, request: Request): Found {
  if (Object.keys(request).some((name) => !scanned.has(name))) throw invalid("a scan reads all items");
  const { filter, bindings } = readExpressions(request);
  if (filter !== undefined) checkCondition(filter, bindings);
  const page: Item[] = [];
  let bytes = 0;
  let isCut = false;
  for (const { item, size } of table.all(
    isRecord(request.ExclusiveStartKey) ? parseItem(request.ExclusiveStartKey) : undefined,
  )) {
    page.push(item);
    bytes += size;
    isCut = bytes >= pageBytesMax;
    if (isCut) break;
  }
  const items = filter === undefined ? page : page.filter((item) => holds(filter, item, bindings));
  const last = isCut ? page.at(-1) : undefined;
  const units = { table: readUnits(bytes, request.ConsistentRead === true), indexes: {} };
  const capacity = consumedCapacity(request.ReturnConsumedCapacity, table.schema.name, units);
  return {
    units,
    answer: {
      Items: items,
      Count: items.length,
      ScannedCount: page.length,
      ...(last && { LastEvaluatedKey: keyOf(last, table.schema) }),
      ...(capacity && { ConsumedCapacity: capacity }),
    },
  };
}

/** Splits a key condition into the partition key and the range key's condition. */
function readKeyCondition(condition: Condition | undefined, names: KeyNames, bindings: Bindings) {
  if (condition === undefined) throw invalid("a query needs a key condition");
  checkCondition(condition, bindings);
  const parts = condition.kind === "and" ? [condition.left, condition.right] : [condition];
  const hash = parts.map((part) => equalTo(part, names.hash, bindings)).find((value) => value !== undefined);
  if (hash === undefined) throw invalid("a key condition names one partition");
  const others = parts.filter((part) => equalTo(part, names.hash, bindings) === undefined);
  if (others.length !== parts.length - 1 || others.some((part) => !isOnRange(part, names, bindings))) {
    throw invalid("a key condition may say one thing about the range key");
  }
  return { hash, range: others[0] };
}

function equalTo(condition: Condition, name: string, bindings: Bindings): Value | undefined {
  if (condition.kind !== "compare" || condition.comparator !== "=") return undefined;
  const { left, right } = condition;
  const isName = left.kind === "path" && left.path.length === 1 && nameOf(left.path[0], bindings) === name;
  return isName && right.kind === "value" ? bindings.value(right.name) : undefined;
}

function isOnRange(condition: Condition, names: KeyNames, bindings: Bindings): boolean {
  const subject =
    condition.kind === "compare" && condition.comparator !== "<>"
      ? condition.left
      : condition.kind === "between"
        ? condition.of
        : condition.kind === "call" && condition.name === "begins_with"
          ? condition.arguments[0]
          : undefined;
  return subject?.kind === "path" && subject.path.length === 1 && nameOf(subject.path[0], bindings) === names.range;
}

/** Where the rows that satisfy a condition on the range key begin, in the order of the read. */
interface Bound {
  /** It may itself not satisfy the condition; undefined: with the partition. */
  readonly from: Value | undefined;
  /** False when they begin somewhere. */
  readonly isKnown: boolean;
}
const unbounded: Bound = { from: undefined, isKnown: true };

function boundOf(condition: Condition, isForward: boolean, bindings: Bindings): Bound {
  const at = (operand: Operand | undefined) =>
    operand?.kind === "value"
      ? { from: bindings.value(operand.name), isKnown: true }
      : { ...unbounded, isKnown: false };
  if (condition.kind === "between") return at(isForward ? condition.low : condition.high);
  if (condition.kind === "compare") {
    const isBegin = condition.comparator === "=" || condition.comparator.startsWith(isForward ? ">" : "<");
    return isBegin ? at(condition.right) : unbounded;
  }
  if (condition.kind !== "call") return { ...unbounded, isKnown: false };
  const prefix = at(condition.arguments[1]);
  if (isForward || prefix.from === undefined) return prefix;
  const end = "S" in prefix.from ? endOfPrefix(prefix.from.S) : undefined;
  return end === undefined ? { ...unbounded, isKnown: false } : { from: { S: end }, isKnown: true };
}

/** The first text after all with this prefix; undefined when no text is. */
function endOfPrefix(prefix: string): string | undefined {
  const points = Array.from(prefix, (character) => character.codePointAt(0) ?? 0);
  while (points.at(-1) === lastCodePoint) points.pop();
  const last = points.pop();
  if (last === undefined) return undefined;
  return String.fromCodePoint(...points, last === 0xd7_ff ? 0xe0_00 : last + 1);
}

const lastCodePoint = 0x10_ff_ff;

const isAt = (row: Row, range: Value | undefined) =>
  range !== undefined && row.range !== undefined && compareValues(row.range, range) === 0;

const nameOf = (part: string | number | undefined, bindings: Bindings) =>
  typeof part === "string" ? bindings.name(part) : undefined;

/** Validates a filter: it must not use key attributes, which belong in the key condition. */
function checkFilter(filter: Condition, names: KeyNames, bindings: Bindings): void {
  checkCondition(filter, bindings);
  const isKey = (part: string | number | undefined) => {
    const name = nameOf(part, bindings);
    return name !== undefined && (name === names.hash || name === names.range);
  };
  if (pathsOf(filter).some(([first]) => isKey(first))) throw invalid("a filter may not name a key attribute");
}

function pathsOf(condition: Condition): readonly (readonly (string | number)[])[] {
  switch (condition.kind) {
    case "and":
    case "or":
      return [...pathsOf(condition.left), ...pathsOf(condition.right)];
    case "not":
      return pathsOf(condition.of);
    case "compare":
      return [condition.left, condition.right].flatMap(pathOf);
    case "between":
      return [condition.of, condition.low, condition.high].flatMap(pathOf);
    case "in":
      return [condition.of, ...condition.options].flatMap(pathOf);
    case "call":
      return condition.arguments.flatMap(pathOf);
    default:
      return condition satisfies never;
  }
}

const pathOf = (operand: { kind: string; path?: readonly (string | number)[] }) =>
  operand.path === undefined ? [] : [operand.path];

function readLimit(raw: unknown): number | undefined {
  if (raw === undefined) return undefined;
  if (typeof raw !== "number" || raw < 1) throw invalid("a limit is at least 1");
  return raw;
}

function readStart(table: TableStore, index: IndexSchema | undefined, request: Request): Place | undefined {
  if (!isRecord(request.ExclusiveStartKey)) return undefined;
  const start = parseItem(request.ExclusiveStartKey);
  const range = (index ?? table.schema).range;
  const tie = index === undefined ? "" : table.tieOf(start);
  return { range: range === undefined ? undefined : start[range], tie };
}
