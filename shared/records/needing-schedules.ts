import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { batchGet } from "../ledger/batch-get.ts";
import type { Item, ItemKey } from "../ledger/item.ts";
import {
  environmentOfNeeding,
  indexes,
  needingRange,
  scheduleKey,
  scheduleShardOf,
  timelinePartition,
} from "../ledger/keys.ts";
import type { StoreTarget } from "../ledger/store.ts";
import { readDueKeys } from "./due-keys.ts";
import type { ListedSchedule } from "./schedule-lists.ts";
import { clockMillis } from "./schedule-needs.ts";
import { readSchedule } from "./schedules.ts";

const listed = z.looseObject({ pk: z.string(), sk: z.string(), openKey: z.string() });
const gone = z.looseObject({ record: z.looseObject({ removedAt: z.string().optional() }) });
const placed = z.looseObject({ record: z.looseObject({ environmentId: z.string().nullable().catch(null) }) });

/** How much a reading may cost: entries of an index, about 50 a read unit, and schedules loaded, half a read unit each. */
export interface NeedingReach {
  readonly entriesMax: number;
  readonly loadsMax: number;
}
/** More entries than a workspace may have schedules: about 1 MB, 125 read units. */
export const pageReach: NeedingReach = { entriesMax: 6000, loadsMax: 100 };
const pageSize = 1000;

export interface NeedingSchedules {
  /** Those that were loaded. The indexes lag, so the reader judges each by what it stores. */
  readonly schedules: readonly ListedSchedule[];
  /** The environments of those that only a newer release can read; null for several. */
  readonly unreadIn: readonly (string | null)[];
  /** False when there are more than were loaded, in whichever environments. */
  readonly isWhole: boolean;
}

/**
 * Reads the schedules of a workspace that need a person, or may: those that the index of open work lists, and those that
 * no clock has visited in time. Two queries at once, and one read of those that they find, up to a number.
 */
export function createNeedingSchedules(target: StoreTarget, usualReach = pageReach) {
  const { client, tableName } = target;

  async function findListed(
    workspaceId: string,
    isWanted: (environmentId: string | null) => boolean,
    now: string,
    { entriesMax }: NeedingReach,
  ) {
    const { from, to } = needingRange(now);
    const request = {
      Limit: Math.min(pageSize, entriesMax),
      TableName: tableName,
      IndexName: "open",
      KeyConditionExpression: `${indexes.open.hash} = :partition AND ${indexes.open.range} BETWEEN :from AND :to`,
      ExpressionAttributeValues: { ":partition": timelinePartition(workspaceId), ":from": from, ":to": to },
    };
    const found = await findAll(entriesMax, async (after) => {
      const answer = await client.send(new QueryCommand({ ...request, ...(after && { ExclusiveStartKey: after }) }));
      return { keys: (answer.Items ?? []).map((item) => listed.parse(item)), next: answer.LastEvaluatedKey };
    });
    // Those that the reader does not see, or that are archived, take no place of the others.
    const keys = found.keys.filter(({ openKey }) => {
      const environmentId = environmentOfNeeding(openKey);
      return environmentId === undefined || isWanted(environmentId);
    });
    return { ...found, keys };
  }

  /** A shard has the schedules of several workspaces; hardly one is due for so long. */
  const findUnvisited = (workspaceId: string, now: Date, { entriesMax }: NeedingReach) =>
    findAll<ItemKey>(entriesMax, (after) =>
      readDueKeys(target, {
        partition: scheduleShardOf(workspaceId),
        now: new Date(now.getTime() - clockMillis).toISOString(),
        limit: Math.min(pageSize, entriesMax),
        after,
      }),
    );

  return async function findNeeding(
    workspaceId: string,
    isWanted: (environmentId: string | null) => boolean,
    now: Date,
    reach: NeedingReach = usualReach,
  ): Promise<NeedingSchedules> {
    const { loadsMax } = reach;
    const found = await Promise.all([
      findListed(workspaceId, isWanted, now.toISOString(), reach),
      findUnvisited(workspaceId, now, reach),
    ]);
    const { pk } = scheduleKey(workspaceId, "");
    const sortKeys = new Set(found.flatMap(({ keys }) => keys.filter((one) => one.pk === pk).map(({ sk }) => sk)));
    const keys: ItemKey[] = [...sortKeys].slice(0, loadsMax).map((sk) => ({ pk, sk }));
    const items = keys.length === 0 ? [] : await batchGet({ client, tableName, isConsistent: false }, keys);
    const schedules: ListedSchedule[] = [];
    const unreadIn: (string | null)[] = [];
    for (const item of items) {
      const { environmentId } = placed.parse(item).record;
      if (gone.parse(item).record.removedAt !== undefined || !isWanted(environmentId)) continue;
      const read = readSchedule(item);
      if (read.kind === "schedule") schedules.push(read);
      else unreadIn.push(environmentId);
    }
    return { schedules, unreadIn, isWhole: sortKeys.size <= loadsMax && found.every(({ isWhole }) => isWhole) };
  };
}
export type FindNeeding = ReturnType<typeof createNeedingSchedules>;

/** All pages of a query of keys, up to a bound. */
async function findAll<Key extends ItemKey>(
  entriesMax: number,
  read: (after: Item | undefined) => Promise<{ keys: Key[]; next: Item | undefined }>,
) {
  const keys: Key[] = [];
  let next: Item | undefined;
  do {
    const page = await read(next);
    keys.push(...page.keys);
    next = page.next;
  } while (next !== undefined && keys.length < entriesMax);
  return { keys, isWhole: next === undefined };
}
