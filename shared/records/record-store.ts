import { GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { batchGet } from "../ledger/batch-get.ts";
import type { Item } from "../ledger/item.ts";
import { recordKey } from "../ledger/keys.ts";
import { createStore, type ItemOutcome, type StoreTarget } from "../ledger/store.ts";
import type { Part } from "../ledger/write-together.ts";

/** The workspace and environment of a record. */
export interface RecordScope {
  readonly workspaceId: string;
  readonly environmentId: string;
}

/** One record of a kind. */
export interface RecordPlace {
  readonly scope: RecordScope;
  readonly id: string;
}

/** One page of records, ordered by id; `nextAfter` is the id to continue after, absent at the end. */
export interface RecordPage {
  /** The ids of the records, in the same order. */
  readonly ids: readonly string[];
  readonly records: readonly Item[];
  readonly nextAfter?: string;
}

export interface PageRequest {
  readonly limit: number;
  readonly after?: string;
  readonly isNewestFirst?: boolean;
}

/** The result of a conditional write: the stored record afterwards, written by this write or another. */
export interface TriedWrite {
  readonly isWritten: boolean;
  readonly record: Item | undefined;
}

const pageRecordsMax = 500;
/** Limit of concurrent writes. */
const writesAtOnce = 8;

// Records are nested in their item, so that no field can collide with an index key or the TTL attribute.
const lastKey = z.object({ sk: z.string() }).optional();
const storedItem = z.looseObject({ pk: z.string(), sk: z.string(), record: z.record(z.string(), z.unknown()) });

/** The items of domain records. Writes are single conditional requests; nothing is ever deleted. */
export function createRecordStore(target: StoreTarget) {
  const { client, tableName } = target;
  const store = createStore(target);
  const keyOf = (scope: RecordScope, kind: string, id: string) =>
    recordKey(scope.workspaceId, scope.environmentId, kind, id);

  /** A consistent read of the record. */
  async function find(scope: RecordScope, kind: string, id: string): Promise<Item | undefined> {
    const key = keyOf(scope, kind, id);
    const answer = await client.send(new GetCommand({ TableName: tableName, Key: key, ConsistentRead: true }));
    return answer.Item === undefined ? undefined : storedItem.parse(answer.Item).record;
  }

  /** A consistent read of the records with these ids, by id; missing ones are omitted. */
  async function findMany(scope: RecordScope, kind: string, ids: readonly string[]): Promise<Map<string, Item>> {
    const keys = ids.map((id) => keyOf(scope, kind, id));
    const items = await batchGet({ ...target, isConsistent: true }, keys);
    return new Map(items.map((item) => storedItem.parse(item)).map(({ sk, record }) => [sk, record]));
  }

  /** A consistent read of records of several environments, in the order of `wanted`; undefined for a missing one. */
  async function findEach(kind: string, wanted: readonly RecordPlace[]): Promise<(Item | undefined)[]> {
    const keys = wanted.map(({ scope, id }) => keyOf(scope, kind, id));
    const items = (await batchGet({ ...target, isConsistent: true }, keys)).map((item) => storedItem.parse(item));
    const found = new Map(items.map(({ pk, sk, record }) => [`${pk}\n${sk}`, record]));
    return keys.map(({ pk, sk }) => found.get(`${pk}\n${sk}`));
  }

  /** One page, read consistently. An empty page has a next one only when `limit` is zero. */
  async function page(scope: RecordScope, kind: string, request: PageRequest): Promise<RecordPage> {
    const { pk } = keyOf(scope, kind, "");
    const answer = await client.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": pk },
        ScanIndexForward: !(request.isNewestFirst ?? false),
        Limit: request.limit,
        ConsistentRead: true,
        ...(request.after !== undefined && { ExclusiveStartKey: { pk, sk: request.after } }),
      }),
    );
    const last = lastKey.parse(answer.LastEvaluatedKey);
    const items = (answer.Items ?? []).map((item) => storedItem.parse(item));
    return {
      ids: items.map(({ sk }) => sk),
      records: items.map(({ record }) => record),
      ...(last && { nextAfter: last.sk }),
    };
  }

  return {
    find,
    findMany,
    findEach,
    page,

    /** All records of a kind, page by page, in the order of their ids. */
    async *pages(scope: RecordScope, kind: string): AsyncGenerator<readonly Item[]> {
      let after: string | undefined;
      do {
        const read = await page(scope, kind, { limit: pageRecordsMax, ...(after !== undefined && { after }) });
        yield read.records;
        after = read.nextAfter;
      } while (after !== undefined);
    },

    /** Conditionally writes the whole record; false when the condition failed. */
    async put(scope: RecordScope, kind: string, id: string, record: Item, condition: string, values: Item = {}) {
      const write = await store.put({ ...keyOf(scope, kind, id), record }, condition, values);
      return write.outcome === "written";
    },

    /** Like `put`; when the condition failed, returns the stored record. */
    async tryPut(
      scope: RecordScope,
      kind: string,
      id: string,
      record: Item,
      condition: string,
      values: Item = {},
    ): Promise<TriedWrite> {
      return triedWrite(await store.put({ ...keyOf(scope, kind, id), record }, condition, values));
    },

    /** Like `put`, as part of a transaction. */
    putPart: (
      scope: RecordScope,
      kind: string,
      id: string,
      record: Item,
      condition: string,
      values: Item = {},
    ): Part => ({
      item: { ...keyOf(scope, kind, id), record },
      condition,
      values,
    }),

    /** Like `update`, as part of a transaction. */
    updatePart: (
      scope: RecordScope,
      kind: string,
      id: string,
      change: string,
      condition: string,
      values: Item,
    ): Part => ({ key: keyOf(scope, kind, id), change, condition, values }),

    /** Like `update`; when the condition failed, returns the stored record, if there is one. */
    async tryUpdate(
      scope: RecordScope,
      kind: string,
      id: string,
      change: string,
      condition: string,
      values: Item,
    ): Promise<TriedWrite> {
      return triedWrite(await store.update(keyOf(scope, kind, id), change, condition, values));
    },

    /** Conditionally updates a record; undefined when the condition failed. */
    async update(scope: RecordScope, kind: string, id: string, change: string, condition: string, values: Item) {
      const write = await store.update(keyOf(scope, kind, id), change, condition, values);
      return write.outcome === "written" ? storedItem.parse(write.item).record : undefined;
    },
  };
}
export type RecordStore = ReturnType<typeof createRecordStore>;

function triedWrite({ outcome, item }: ItemOutcome): TriedWrite {
  return { isWritten: outcome === "written", record: item === undefined ? undefined : storedItem.parse(item).record };
}

/** For `put`: the record is new. */
export const isAbsent = "attribute_not_exists(pk)";

/** Runs an action for each value with limited concurrency; the results are in the order of the values. */
export async function forEachOf<Value, Answer>(
  values: readonly Value[],
  act: (value: Value) => Promise<Answer>,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let start = 0; start < values.length; start += writesAtOnce) {
    // All actions finish before the first error is thrown: none may still write after the caller has stopped.
    const settled = await Promise.allSettled(values.slice(start, start + writesAtOnce).map(act));
    for (const each of settled) {
      if (each.status === "rejected") throw each.reason;
      answers.push(each.value);
    }
  }
  return answers;
}
