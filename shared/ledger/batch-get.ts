import { BatchGetCommand, type DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

/** BatchGetItem takes no more keys than this. */
const keysMax = 100;
/** DynamoDB may give a part of a batch; the rest is asked for again this often before the read fails. */
const roundsMax = 8;

interface BatchRead {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  readonly isConsistent: boolean;
}

/**
 * The items of these keys, in no order, without those that do not exist. An answer the table keeps giving only in
 * part is an error, never a shorter list. The same key twice is asked for once.
 */
export async function batchGet(
  { client, tableName, isConsistent }: BatchRead,
  wanted: readonly { readonly pk: string; readonly sk: string }[],
): Promise<Record<string, unknown>[]> {
  const distinct = [...new Map(wanted.map(({ pk, sk }) => [`${pk}\n${sk}`, { pk, sk }])).values()];
  const items: Record<string, unknown>[] = [];
  for (let start = 0; start < distinct.length; start += keysMax) {
    let keys: Record<string, unknown>[] = distinct.slice(start, start + keysMax);
    for (let round = 0; keys.length > 0; round++) {
      if (round === roundsMax) throw new Error("batch read: the table kept answering only in part; try again");
      const request = { [tableName]: { Keys: keys, ConsistentRead: isConsistent } };
      const answer = await client.send(new BatchGetCommand({ RequestItems: request }));
      items.push(...(answer.Responses?.[tableName] ?? []));
      keys = answer.UnprocessedKeys?.[tableName]?.Keys ?? [];
    }
  }
  return items;
}
