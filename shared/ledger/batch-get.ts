import { BatchGetCommand, type DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { backoffMillis, type Pause, systemPause } from "../foundation/pause.ts";
import { StoreBusyError } from "./store-busy.ts";

/** Key limit of BatchGetItem. */
const keysMax = 100;
/** DynamoDB may return part of a batch; the rest is requested again, up to this limit. */
const roundsMax = 8;
/** Missing items mean throttling, and an immediate retry is throttled too. Up to 3.5 s in total. */
const backoff = { firstMillis: 50, longestMillis: 1000 } as const;

interface BatchRead {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  readonly isConsistent: boolean;
  readonly pause?: Pause;
}

/**
 * The existing items of these keys, unordered. A batch that stays incomplete is a `StoreBusyError`, never a shorter
 * list. Duplicate keys are requested once. Several requests run in parallel, so long lists take no longer than short
 * ones.
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
    if (round === roundsMax)
      throw new StoreBusyError("batch read: still incomplete after all retries; try again later");
    if (round > 0) await pause.wait(backoffMillis(backoff, round, pause.random));
    const request = { [tableName]: { Keys: keys, ConsistentRead: isConsistent } };
    const answer = await client.send(new BatchGetCommand({ RequestItems: request }));
    items.push(...(answer.Responses?.[tableName] ?? []));
    keys = answer.UnprocessedKeys?.[tableName]?.Keys ?? [];
  }
  return items;
}
