import { type BoundPath, type Expressions, readExpressions } from "./bindings.ts";
import { consumedCapacity, type Sized, tableWriteUnits, type Units } from "./capacity.ts";
import { checkCondition, holds } from "./conditions.ts";
import { invalid, StoreError } from "./errors.ts";
import { project } from "./paths.ts";
import { checkKeysUntouched, readKey } from "./schema.ts";
import type { TableStore } from "./table.ts";
import { bindUpdate } from "./updates.ts";
import type { Item } from "./value-types.ts";
import { isRecord, parseItem } from "./values.ts";

export type Request = Readonly<Record<string, unknown>>;
/** A response with DynamoDB's field names. */
export interface Answer {
  readonly Item?: Item;
  readonly Attributes?: Item;
  readonly Items?: readonly Item[];
  readonly Count?: number;
  readonly ScannedCount?: number;
  readonly LastEvaluatedKey?: Item;
  readonly Responses?: Readonly<Record<string, readonly Item[]>>;
  readonly UnprocessedKeys?: Readonly<Record<string, { readonly Keys: readonly Item[] }>>;
  readonly UnprocessedItems?: Readonly<Record<string, readonly { readonly PutRequest: { readonly Item: Item } }[]>>;
  readonly ConsumedCapacity?: unknown;
}

/** The response of a write and its capacity units. */
export interface Written {
  readonly answer: Answer;
  readonly units: Units;
}

/** A failed condition. It still consumes the table's write units for the stored item. */
export class ConditionFailed extends StoreError {
  readonly units: Units;
  constructor(stored: Sized | undefined, asked: unknown) {
    const shown = asked === "ALL_OLD" ? stored?.item : undefined;
    super("ConditionalCheckFailedException", "The conditional request failed", shown);
    this.units = { table: tableWriteUnits(stored, undefined), indexes: {} };
  }
}

/** Puts an item; a trial validates without writing. */
export function putItem(table: TableStore, request: Request, isTrial = false): Written {
  const expressions = readExpressions(request);
  const item = parseItem(request.Item);
  const returns = readReturnValues(request, ["NONE", "ALL_OLD"]);
  const stored = table.findStored(item);
  const before = stored?.item;
  check(expressions, stored, request);
  const units = isTrial ? noUnits : table.write(item);
  const attributes = returns === "ALL_OLD" ? before : undefined;
  return { units, answer: answerOf(table, request, units, attributes) };
}

export function deleteItem(table: TableStore, request: Request): Written {
  const expressions = readExpressions(request);
  const key = readKey(request.Key, table.schema);
  const returns = readReturnValues(request, ["NONE", "ALL_OLD"]);
  const stored = table.findStored(key);
  check(expressions, stored, request);
  const units = table.remove(key);
  return { units, answer: answerOf(table, request, units, returns === "ALL_OLD" ? stored?.item : undefined) };
}

export function updateItem(table: TableStore, request: Request, isTrial = false): Written {
  const expressions = readExpressions(request);
  const key = readKey(request.Key, table.schema);
  const returns = readReturnValues(request, ["NONE", "ALL_OLD", "ALL_NEW", "UPDATED_OLD", "UPDATED_NEW"]);
  const update = expressions.update && bindUpdate(expressions.update, expressions.bindings);
  const paths = update?.paths ?? [];
  checkKeysUntouched(paths, table.schema);
  const stored = table.findStored(key);
  const before = stored?.item;
  check(expressions, stored, request);
  const start = before ?? key;
  const after = update === undefined ? start : update.apply(start);
  const units = isTrial ? noUnits : table.write(after);
  return { units, answer: answerOf(table, request, units, shownOf(returns, before, after, paths)) };
}

function shownOf(returns: string, before: Item | undefined, after: Item, paths: readonly BoundPath[]) {
  if (returns === "ALL_OLD") return before;
  if (returns === "ALL_NEW") return after;
  if (returns === "UPDATED_OLD") return nonEmpty(project(before ?? {}, paths));
  return returns === "UPDATED_NEW" ? nonEmpty(project(after, paths)) : undefined;
}

/** Executes one table's puts of a BatchWriteItem. The product never deletes in a batch. */
export function batchPut(table: TableStore, items: readonly Item[]): Units {
  if (new Set(items.map((item) => table.tieOf(item))).size !== items.length)
    throw invalid("batch write: an item twice");
  return items.map((item) => table.write(item)).reduce(sumOf);
}

/** Parses the puts of a batch. */
export function readPuts(requests: readonly unknown[]): Item[] {
  return requests.map((one) => {
    const put = isRecord(one) ? one.PutRequest : undefined;
    if (!isRecord(put)) throw invalid("batch write: only puts");
    return parseItem(put.Item);
  });
}

export function sumOf(a: Units, b: Units): Units {
  const indexes: Record<string, number> = { ...a.indexes };
  for (const name in b.indexes) indexes[name] = (indexes[name] ?? 0) + (b.indexes[name] ?? 0);
  return { table: a.table + b.table, indexes };
}

function check({ condition, bindings }: Expressions, stored: Sized | undefined, request: Request): void {
  if (condition === undefined) return;
  checkCondition(condition, bindings);
  if (holds(condition, stored?.item ?? {}, bindings)) return;
  throw new ConditionFailed(stored, request.ReturnValuesOnConditionCheckFailure);
}

function readReturnValues(request: Request, allowed: readonly string[]): string {
  const asked = request.ReturnValues ?? "NONE";
  if (typeof asked !== "string" || !allowed.includes(asked)) throw invalid("ReturnValues: not possible here");
  return asked;
}

const noUnits: Units = { table: 0, indexes: {} };
const nonEmpty = (item: Item) => (Object.keys(item).length === 0 ? undefined : item);

function answerOf(table: TableStore, request: Request, units: Units, attributes: Item | undefined): Answer {
  const capacity = consumedCapacity(request.ReturnConsumedCapacity, table.schema.name, units);
  return { ...(attributes && { Attributes: attributes }), ...(capacity && { ConsumedCapacity: capacity }) };
}
