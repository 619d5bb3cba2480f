import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import type { Item } from "../ledger/item.ts";
import { dueShardCount, indexes, scheduleKey, schedulePartition } from "../ledger/keys.ts";
import type { StoreTarget } from "../ledger/store.ts";
import { readSchedule, type Schedule } from "./schedules.ts";

/** Schedules of one workspace: five for each of the environments it may have. All of them have about 4 MB. */
export const workspaceSchedulesMax = 5000;
/** Schedules of the deployment: with all of them due at once, the clock needs 14 minutes. */
export const deploymentSchedulesMax = 20_000;

const page = z.object({
  Items: z.array(z.record(z.string(), z.unknown())).default([]),
  Count: z.int().default(0),
  LastEvaluatedKey: z.record(z.string(), z.unknown()).optional(),
});

/** A schedule, and when the clock visits it next: when its oldest slot that is not accounted for is to start. */
export interface ListedSchedule {
  readonly schedule: Schedule;
  readonly dueAt: string | undefined;
}

/** Reads of many schedules. */
export function createScheduleLists({ client, tableName }: StoreTarget) {
  async function* pages(query: Item): AsyncGenerator<z.infer<typeof page>> {
    let next: Item | undefined;
    do {
      const request = { TableName: tableName, ...query, ...(next && { ExclusiveStartKey: next }) };
      const answer = page.parse(await client.send(new QueryCommand(request)));
      yield answer;
      next = answer.LastEvaluatedKey;
    } while (next !== undefined);
  }

  async function count(query: Item): Promise<number> {
    let total = 0;
    for await (const { Count } of pages({ ...query, Select: "COUNT" })) total += Count;
    return total;
  }

  /** The schedules of a workspace without removed ones, which stay as long as their ledgers. */
  const ofWorkspace = (workspaceId: string): Item => {
    const { pk, sk } = scheduleKey(workspaceId, "");
    return {
      KeyConditionExpression: "pk = :pk AND begins_with(sk, :prefix)",
      ExpressionAttributeValues: { ":pk": pk, ":prefix": sk },
      FilterExpression: "attribute_not_exists(#record.#removedAt)",
      ExpressionAttributeNames: { "#record": "record", "#removedAt": "removedAt" },
    };
  };

  return {
    /** All schedules of a workspace, by id; those that only a newer release can read are counted. */
    async list(workspaceId: string): Promise<{ readonly schedules: ListedSchedule[]; readonly newer: number }> {
      const schedules: ListedSchedule[] = [];
      let newer = 0;
      for await (const { Items } of pages(ofWorkspace(workspaceId))) {
        for (const item of Items) {
          const found = readSchedule(item);
          if (found.kind === "schedule") schedules.push(found);
          else newer += 1;
        }
      }
      return { schedules, newer };
    },

    /** How many schedules a workspace has. */
    count: (workspaceId: string): Promise<number> => count({ ...ofWorkspace(workspaceId), ConsistentRead: true }),

    /** How many schedules of the deployment have a next slot; the index lags by a moment. */
    async countAll(): Promise<number> {
      const shards = Array.from({ length: dueShardCount }, (_, shard) =>
        count({
          IndexName: "due",
          KeyConditionExpression: `${indexes.due.hash} = :partition`,
          ExpressionAttributeValues: { ":partition": schedulePartition(shard) },
        }),
      );
      return (await Promise.all(shards)).reduce((sum, one) => sum + one, 0);
    },
  };
}
export type ScheduleLists = ReturnType<typeof createScheduleLists>;
