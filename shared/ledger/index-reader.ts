import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { Item } from "./item.ts";
import { type IndexName, indexes } from "./keys.ts";
import { namesAndValues, type StoreTarget } from "./store.ts";

export interface IndexQuery {
  readonly partition: string;
  /** What the range key must satisfy beside the partition, over the `values`. */
  readonly range?: (name: string) => string;
  readonly values?: Item;
  readonly limit?: number;
  readonly oldestFirst?: boolean;
  readonly after?: Item | undefined;
}

export interface IndexPage {
  /** What the index shows of its items, in its order. */
  readonly entries: readonly Item[];
  /** Where the next page starts; undefined at the end. */
  readonly next: Item | undefined;
}

/** Reads one index of the table, newest first unless asked otherwise. Index entries lag behind their items. */
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
      }),
    );
    return { entries: answer.Items ?? [], next: answer.LastEvaluatedKey };
  };
}
