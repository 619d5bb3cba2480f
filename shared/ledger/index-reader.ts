import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { Item } from "./item.ts";
import { type IndexName, indexes } from "./keys.ts";
import { namesAndValues, type StoreTarget } from "./store.ts";

export interface IndexQuery {
  readonly partition: string;
  /** Condition on the range key, over the `values`. */
  readonly range?: (name: string) => string;
  readonly values?: Item;
  readonly limit?: number;
  readonly oldestFirst?: boolean;
  readonly after?: Item | undefined;
}

export interface IndexPage {
  /** The projected items, in index order. */
  readonly entries: readonly Item[];
  /** Start of the next page; undefined at the end. */
  readonly next: Item | undefined;
  /** Billed read units. */
  readonly units: number;
}

/** An eventually consistent read is billed half a unit at least. */
const leastUnits = 0.5;

/** Reads one index of the table, newest first by default. Indexes are eventually consistent. */
export function createIndexReader({ client, tableName }: StoreTarget) {
  return async function readIndex(index: IndexName, query: IndexQuery): Promise<IndexPage> {
    const { hash, range } = indexes[index];
    const expression = `#${hash} = :partition${query.range === undefined ? "" : ` AND ${query.range(`#${range}`)}`}`;
    const answer = await client.send(
      new QueryCommand({
        TableName: tableName,
        IndexName: index,
        KeyConditionExpression: expression,
        ...namesAndValues(expression, { partition: query.partition, ...query.values }),
        ScanIndexForward: query.oldestFirst ?? false,
        ...(query.limit !== undefined && { Limit: query.limit }),
        ...(query.after && { ExclusiveStartKey: query.after }),
        ReturnConsumedCapacity: "TOTAL",
      }),
    );
    const { Items: entries = [], LastEvaluatedKey: next, ConsumedCapacity: capacity } = answer;
    return { entries, next, units: Math.max(leastUnits, capacity?.CapacityUnits ?? 0) };
  };
}
