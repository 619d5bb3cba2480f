import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import type { Item, ItemKey } from "../ledger/item.ts";
import { indexes, isNoticeOf, type NoticeKind, noticePrefix, timelinePartition } from "../ledger/keys.ts";
import type { StoreTarget } from "../ledger/store.ts";

/** 1 MB a page: some thousand notices. */
const pagesMax = 4;
/** For members with restricted environments, this many of the whole workspace are read first: mostly these are all. */
const sharedMax = 500;
const keyed = z.looseObject({ pk: z.string(), sk: z.string(), openKey: z.string() });

/** Reads what waits for a person without being a run. */
export function createOpenNotices({ client, tableName }: StoreTarget) {
  async function findBelow(workspaceId: string, prefix: string, limit?: number) {
    const found: Item[] = [];
    let next: Item | undefined;
    const most = limit === undefined ? pagesMax : 1;
    for (let page = 0; page < most && (page === 0 || next !== undefined); page++) {
      const answer = await client.send(
        new QueryCommand({
          TableName: tableName,
          IndexName: "open",
          KeyConditionExpression: `${indexes.open.hash} = :partition AND begins_with(${indexes.open.range}, :prefix)`,
          ExpressionAttributeValues: { ":partition": timelinePartition(workspaceId), ":prefix": prefix },
          ...(limit !== undefined && { Limit: limit }),
          ...(next && { ExclusiveStartKey: next }),
        }),
      );
      found.push(...(answer.Items ?? []));
      next = answer.LastEvaluatedKey;
    }
    return { found, isWhole: next === undefined };
  }

  return {
    /**
     * The keys of the items of one kind, by environment. Members with restricted environments read their own, in a query
     * for each where the first one of all does not reach. The index lags, so the items are loaded before anything is said
     * about them.
     */
    async findKeys(
      workspaceId: string,
      environments: "all" | readonly string[],
      kind: NoticeKind,
    ): Promise<{ readonly keys: readonly ItemKey[]; readonly isWhole: boolean }> {
      const isAll = environments === "all";
      const first = await findBelow(workspaceId, noticePrefix(), isAll ? undefined : sharedMax);
      const prefixes = isAll ? [noticePrefix()] : environments.map((id) => noticePrefix(id));
      const read =
        isAll || first.isWhole ? [first] : await Promise.all(prefixes.map((prefix) => findBelow(workspaceId, prefix)));
      const keys = read
        .flatMap(({ found }) => found.map((item) => keyed.parse(item)))
        .filter(({ openKey }) => isNoticeOf(kind, openKey) && prefixes.some((prefix) => openKey.startsWith(prefix)))
        .map(({ pk, sk }) => ({ pk, sk }));
      return { keys, isWhole: read.every(({ isWhole }) => isWhole) };
    },
  };
}
