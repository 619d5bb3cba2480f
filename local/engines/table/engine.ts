import type { Clock } from "../../../shared/foundation/clock.ts";
import { consumedCapacity, totalUnits, type Units } from "./capacity.ts";
import { invalid, StoreError } from "./errors.ts";
import { batchGet, getItem, query, readKeys, scan } from "./reads.ts";
import { readSchema, type TableSchema, textOf } from "./schema.ts";
import { createTable, type TableStore } from "./table.ts";
import { transactWrite } from "./transactions.ts";
import { isRecord } from "./values.ts";
import {
  type Answer,
  batchPut,
  ConditionFailed,
  deleteItem,
  putItem,
  type Request,
  readPuts,
  updateItem,
} from "./writes.ts";

/** One request to the table. */
export interface Call {
  readonly operation: string;
  readonly request: Request;
}

/** The result of one request, for metering. */
export interface CallReport extends Call {
  readonly readUnits: number;
  readonly writeUnits: number;
  /** The table's error name, if the request failed. */
  readonly error: string | undefined;
}

/** Fault injection hooks between a caller and the table. By default none injects a fault. */
export interface Interventions {
  /** Index lag after one write, in milliseconds: how long the index still shows the old item. */
  readonly indexLagMillis?: (index: string) => number;
  /** How many keys or puts of a batch are returned as unprocessed. */
  readonly unprocessed?: (operation: string, asked: number) => number;
  readonly observe?: (report: CallReport) => void;
}

const batchPutsMax = 25;
const writes: ReadonlySet<string> = new Set([
  "PutItem",
  "UpdateItem",
  "DeleteItem",
  "BatchWriteItem",
  "TransactWriteItems",
]);

/**
 * An in-process table store with DynamoDB's behaviour, in memory. All time comes from the clock, and `execute` applies a
 * request atomically; the simulator adds latency and lost responses around it.
 */
export function createDynamoDb({
  clock,
  indexLagMillis = () => 0,
  ...interventions
}: { readonly clock: Clock } & Interventions) {
  return createEngine((schema) => createTable(schema, { clock, indexLagMillis }), interventions);
}

/** The requests of DynamoDB over tables of any kind; the given ones exist already. */
export function createEngine<Opened extends TableStore>(
  openTable: (schema: TableSchema, request: Request) => Opened,
  { unprocessed = () => 0, observe }: Omit<Interventions, "indexLagMillis"> = {},
  present: readonly Opened[] = [],
) {
  const tables = new Map(present.map((table) => [table.schema.name, table]));

  function tableOf(name: unknown): Opened {
    const table = tables.get(textOf(name));
    if (table === undefined) throw new StoreError("ResourceNotFoundException", `there is no table ${String(name)}`);
    return table;
  }

  function run({ operation, request }: Call): { answer: Answer; units: Units } {
    switch (operation) {
      case "CreateTable": {
        const schema = readSchema(request);
        if (tables.has(schema.name)) throw new StoreError("ResourceInUseException", "there is such a table");
        tables.set(schema.name, openTable(schema, request));
        return { answer: {}, units: noUnits };
      }
      case "PutItem":
        return putItem(tableOf(request.TableName), request);
      case "UpdateItem":
        return updateItem(tableOf(request.TableName), request);
      case "GetItem":
        return getItem(tableOf(request.TableName), request);
      case "Query":
        return query(tableOf(request.TableName), request);
      case "DeleteItem":
        return deleteItem(tableOf(request.TableName), request);
      case "Scan":
        return scan(tableOf(request.TableName), request);
      case "BatchGetItem":
        return runBatchGet(request);
      case "BatchWriteItem":
        return runBatchWrite(request);
      case "TransactWriteItems":
        return transactWrite(tableOf, request);
      default:
        throw new StoreError("UnknownOperationException", `this engine has no ${operation}`);
    }
  }

  function runBatchGet(request: Request) {
    const [name, part] = onlyTable(request.RequestItems);
    const table = tableOf(name);
    const asked = isRecord(part) ? part : {};
    const keys = readKeys(table, asked.Keys);
    const done = keys.length - leftOf("BatchGetItem", keys.length);
    const { items, units } = batchGet(table, asked, keys.slice(0, done));
    const capacity = consumedCapacity(request.ReturnConsumedCapacity, name, units);
    const rest = done < keys.length ? { [name]: { ...asked, Keys: keys.slice(done) } } : {};
    const answer = {
      Responses: { [name]: items },
      UnprocessedKeys: rest,
      ...(capacity && { ConsumedCapacity: [capacity] }),
    };
    return { units, answer };
  }

  function runBatchWrite(request: Request) {
    const [name, part] = onlyTable(request.RequestItems);
    const items = readPuts(Array.isArray(part) ? part : []);
    if (items.length === 0 || items.length > batchPutsMax) throw invalid("batch write: between 1 and 25 puts");
    const done = items.length - leftOf("BatchWriteItem", items.length);
    const units = batchPut(tableOf(name), items.slice(0, done));
    const capacity = consumedCapacity(request.ReturnConsumedCapacity, name, units);
    const rest = items.slice(done).map((Item) => ({ PutRequest: { Item } }));
    const left = rest.length > 0 ? { [name]: rest } : {};
    return { units, answer: { UnprocessedItems: left, ...(capacity && { ConsumedCapacity: [capacity] }) } };
  }

  /** A batch always processes at least one of its parts. */
  const leftOf = (operation: string, asked: number) => Math.max(0, Math.min(asked - 1, unprocessed(operation, asked)));

  const report = (call: Call, units: Units, error: string | undefined) => {
    const total = totalUnits(units);
    const isWrite = writes.has(call.operation);
    observe?.({ ...call, readUnits: isWrite ? 0 : total, writeUnits: isWrite ? total : 0, error });
  };

  return {
    /** Executes a query that has no result; undefined, and not counted, when it has one. */
    executeIfEmpty(call: Call): Answer | undefined {
      const { answer, units } = query(tableOf(call.request.TableName), call.request);
      if (answer.ScannedCount !== 0) return undefined;
      report(call, units, undefined);
      return answer;
    },

    /** Executes one request. Throws a `StoreError` with DynamoDB's error name. */
    execute(call: Call): Answer {
      try {
        const { answer, units } = run(call);
        report(call, units, undefined);
        return answer;
      } catch (error) {
        if (error instanceof StoreError)
          report(call, error instanceof ConditionFailed ? error.units : noUnits, error.name);
        throw error;
      }
    },

    /** The underlying table, to drain its stream, expire items or scan it. */
    table: (name: string): Opened => tableOf(name),
  };
}
export type DynamoDb = ReturnType<typeof createDynamoDb>;

const noUnits: Units = { table: 0, indexes: {} };

/** The only table of a batch; the product never batches across tables. */
function onlyTable(raw: unknown): readonly [name: string, part: unknown] {
  const [entry, ...others] = isRecord(raw) ? Object.entries(raw) : [];
  if (entry === undefined || others.length > 0) throw invalid("a batch asks exactly one table");
  return entry;
}
