import { type DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import type { Pause } from "../foundation/pause.ts";

export const keyed = z.looseObject({ pk: z.string(), sk: z.string() });
export type AccessItem = z.infer<typeof keyed>;

export interface AccessTarget {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  /** Backoff between batch reads; uses system timers when absent. */
  readonly pause?: Pause;
}

/** Reads one partition, or the sort keys with a common prefix, in key order and consistently. */
export async function readPartition(
  { client, tableName }: AccessTarget,
  partition: string,
  prefix?: string,
): Promise<AccessItem[]> {
  const items: AccessItem[] = [];
  let next: Record<string, unknown> | undefined;
  do {
    const answer = await client.send(
      new QueryCommand({
        TableName: tableName,
        ...(prefix === undefined
          ? { KeyConditionExpression: "pk = :partition", ExpressionAttributeValues: { ":partition": partition } }
          : {
              KeyConditionExpression: "pk = :partition AND begins_with(sk, :prefix)",
              ExpressionAttributeValues: { ":partition": partition, ":prefix": prefix },
            }),
        ConsistentRead: true,
        ...(next && { ExclusiveStartKey: next }),
      }),
    );
    items.push(...(answer.Items ?? []).map((item) => keyed.parse(item)));
    next = answer.LastEvaluatedKey;
  } while (next !== undefined);
  return items;
}
