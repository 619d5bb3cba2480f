import { BatchGetCommand, type DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { backoffMillis, type Pause, systemPause } from "../pause.ts";
import { StoreBusyError } from "./store-busy.ts";

/** BatchGetItem takes no more keys than this. */
const keysMax = 100;
/** DynamoDB may give a part of a batch; the rest is asked for again, this often in all, before the read fails. */
const roundsMax = 8;
/** A part that is missing means throttling, and asking again at once is answered in the same way: 3.5 s in all. */
const backoff = { firstMillis: 50, longestMillis: 1000 } as const;

interface BatchRead {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  readonly isConsistent: boolean;
  readonly pause?: Pause;
}

/**
 * The items of these keys, in no order, without those that do not exist. An answer the table keeps giving only in
 * part is a `StoreBusyError`, never a shorter list. The same key twice is asked for once. More keys than one request takes are
 * asked for at the same time, so that a long list waits no longer than a short one.
 */
export async function batchGet(
  read: BatchRead,
  wanted: readonly { readonly pk: string; readonly sk: string }[],
): Promise<Record<string, unknown>[]> {
  const distinct = [...new Map(wanted.map(({ pk, sk }) => [`${pk}\n${sk}`, { pk, sk }])).values()];
  const parts: Promise<Record<string, unknown>[]>[] = [];
  for (let start = 0; start < distinct.length; start += keysMax) {
    parts.push(getPart(read, distinct.slice(start, start + keysMax)));
  }
  return (await Promise.all(parts)).flat();
}

async function getPart(
  { client, tableName, isConsistent, pause = systemPause }: BatchRead,
  wanted: readonly Record<string, unknown>[],
): Promise<Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = [];
  let keys: Record<string, unknown>[] = [...wanted];
  for (let round = 0; keys.length > 0; round++) {
    if (round === roundsMax) throw new StoreBusyError("batch read: the table kept answering only in part; try again");
    if (round > 0) await pause.wait(backoffMillis(backoff, round, pause.random));
    const request = { [tableName]: { Keys: keys, ConsistentRead: isConsistent } };
    const answer = await client.send(new BatchGetCommand({ RequestItems: request }));
    items.push(...(answer.Responses?.[tableName] ?? []));
    keys = answer.UnprocessedKeys?.[tableName]?.Keys ?? [];
  }
  return items;
}
