import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import type { Item } from "../ledger/item.ts";
import { alertPartition, indexes, timelinePartition } from "../ledger/keys.ts";
import type { StoreTarget } from "../ledger/store.ts";

/** 1 MB a page: some thousand alerts. */
const pagesMax = 4;
const keyed = z.looseObject({ sk: z.string() });

/** Keys of the alerts of a workspace. */
export function createOpenAlertKeys({ client, tableName }: StoreTarget) {
  async function read(query: Item): Promise<{ readonly items: readonly Item[]; readonly isWhole: boolean }> {
    const items: Item[] = [];
    let next: Item | undefined;
    for (let page = 0; page < pagesMax && (page === 0 || next !== undefined); page++) {
      const request = { TableName: tableName, ...query, ...(next && { ExclusiveStartKey: next }) };
      const answer = await client.send(new QueryCommand(request));
      items.push(...(answer.Items ?? []));
      next = answer.LastEvaluatedKey;
    }
    return { items, isWhole: next === undefined };
  }

  return {
    /** Keys of the listed alerts, from the index of open work. */
    async findListed(workspaceId: string): Promise<{ readonly keys: readonly string[]; readonly isWhole: boolean }> {
      const { items, isWhole } = await read({
        IndexName: "open",
        KeyConditionExpression: `${indexes.open.hash} = :partition AND begins_with(${indexes.open.range}, :prefix)`,
        ExpressionAttributeValues: { ":partition": timelinePartition(workspaceId), ":prefix": "L#" },
      });
      return { keys: items.map((item) => keyed.parse(item).sk), isWhole };
    },

    /** All alerts that are stored, in any state. */
    findAll: (workspaceId: string) =>
      read({
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": alertPartition(workspaceId) },
      }),
  };
}
