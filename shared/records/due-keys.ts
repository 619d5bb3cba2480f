import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import type { Item } from "../ledger/item.ts";
import { indexes } from "../ledger/keys.ts";
import type { StoreTarget } from "../ledger/store.ts";

const key = z.looseObject({ pk: z.string(), sk: z.string() });

interface DueQuery {
  readonly partition: string;
  readonly now: string;
  readonly limit: number;
  readonly after: Item | undefined;
}

/** Keys of items that are due in one partition of the `due` index, oldest first; eventually consistent. */
export async function readDueKeys({ client, tableName }: StoreTarget, { partition, now, limit, after }: DueQuery) {
  const { hash, range } = indexes.due;
  const answer = await client.send(
    new QueryCommand({
      TableName: tableName,
      IndexName: "due",
      KeyConditionExpression: `${hash} = :partition AND ${range} <= :now`,
      ExpressionAttributeValues: { ":partition": partition, ":now": now },
      Limit: limit,
      ...(after !== undefined && { ExclusiveStartKey: after }),
    }),
  );
  return { keys: (answer.Items ?? []).map((item) => key.parse(item)), next: answer.LastEvaluatedKey };
}
