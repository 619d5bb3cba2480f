import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { batchGet } from "../ledger/batch-get.ts";
import type { Item, ItemKey } from "../ledger/item.ts";
import { environmentOfScheduleKey, indexes, needingRange, timelinePartition } from "../ledger/keys.ts";
import type { StoreTarget } from "../ledger/store.ts";
import type { ListedSchedule } from "./schedule-lists.ts";
import { readSchedule } from "./schedules.ts";

const keyed = z.looseObject({ pk: z.string(), sk: z.string(), openKey: z.string() });
const gone = z.looseObject({ record: z.looseObject({ removedAt: z.string().optional() }) });

/** More entries than a workspace may have schedules: about 1 MB, 125 read units. */
const entriesMax = 6000;
/** Schedules loaded per answer, half a read unit each. */
const loadsMax = 100;

export interface NeedingSchedules {
  /** Those that were loaded. The index lags, so the reader judges each by what it stores. */
  readonly schedules: readonly ListedSchedule[];
  /** The environments of those that are listed and were not loaded, or that only a newer release can read. */
  readonly unreadIn: readonly (string | null)[];
  readonly isWhole: boolean;
}

/** Reads the schedules of a workspace that need a person: one query, and one read of those that it finds. */
export function createNeedingSchedules({ client, tableName }: StoreTarget) {
  async function findKeys(workspaceId: string, now: string) {
    const { from, to } = needingRange(now);
    const found: Item[] = [];
    let next: Item | undefined;
    do {
      const answer = await client.send(
        new QueryCommand({
          TableName: tableName,
          IndexName: "open",
          KeyConditionExpression: `${indexes.open.hash} = :partition AND ${indexes.open.range} BETWEEN :from AND :to`,
          ExpressionAttributeValues: { ":partition": timelinePartition(workspaceId), ":from": from, ":to": to },
          ...(next && { ExclusiveStartKey: next }),
        }),
      );
      found.push(...(answer.Items ?? []));
      next = answer.LastEvaluatedKey;
    } while (next !== undefined && found.length < entriesMax);
    return { entries: found.map((item) => keyed.parse(item)), isWhole: next === undefined };
  }

  return async function findNeeding(
    workspaceId: string,
    isWanted: (environmentId: string | null) => boolean,
    now: Date,
  ): Promise<NeedingSchedules> {
    const { entries, isWhole } = await findKeys(workspaceId, now.toISOString());
    const wanted = entries.filter(({ openKey }) => isWanted(environmentOfScheduleKey(openKey)));
    const unreadIn: (string | null)[] = wanted.slice(loadsMax).map(({ openKey }) => environmentOfScheduleKey(openKey));
    const placeOf = new Map(wanted.map(({ sk, openKey }) => [sk, environmentOfScheduleKey(openKey)]));
    const keys: ItemKey[] = wanted.slice(0, loadsMax).map(({ pk, sk }) => ({ pk, sk }));
    const items = keys.length === 0 ? [] : await batchGet({ client, tableName, isConsistent: false }, keys);
    const schedules: ListedSchedule[] = [];
    for (const item of items) {
      if (gone.parse(item).record.removedAt !== undefined) continue;
      const found = readSchedule(item);
      if (found.kind === "schedule") schedules.push(found);
      else unreadIn.push(placeOf.get(String(item.sk)) ?? null);
    }
    return { schedules, unreadIn, isWhole };
  };
}
export type FindNeeding = ReturnType<typeof createNeedingSchedules>;
