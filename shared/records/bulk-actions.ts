import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { type Clock, epochSeconds, plusSeconds } from "../foundation/clock.ts";
import { bulkActionKey, ttlAttribute } from "../ledger/keys.ts";
import { createStore, type StoreTarget } from "../ledger/store.ts";
import { bulkActionKinds } from "../run/bulk.ts";
import { initiator } from "../run/run.ts";

/** A bulk action is a record of work done; what it did stays in each run and in the audit trail. */
const keptDays = 30;
/** How long one request may hold an item. A later one takes over an item whose request was cut off. */
const claimSeconds = 60;
const writesAtOnce = 10;

const storedHeader = z.object({
  id: z.string(),
  /** An action that only a newer release knows is read as unknown, and left to that release. */
  action: z.enum([...bulkActionKinds, "unknown"]).catch("unknown"),
  note: z.string().optional(),
  by: initiator,
  createdAt: z.string(),
  total: z.number().int(),
});
export type BulkHeader = z.infer<typeof storedHeader>;

const storedItem = z.object({
  runId: z.string(),
  type: z.string(),
  environmentId: z.string().nullable(),
  /** Absent until it was carried out. */
  result: z.string().optional(),
  /** The run that `run_again` made or found. */
  newRunId: z.string().optional(),
});
export type BulkItem = z.infer<typeof storedItem>;

export interface BulkAction {
  readonly header: BulkHeader;
  readonly items: readonly BulkItem[];
}

const itemPrefix = "I#";
const keyed = z.looseObject({ sk: z.string() });

/**
 * Actions on many runs, each stored with one item per run, so that what was done and what is left survives the request
 * that works it off.
 */
export function createBulkActions({ clock, ...target }: StoreTarget & { readonly clock: Clock }) {
  const store = createStore(target);
  const keyOf = (workspaceId: string, id: string, runId: string) => bulkActionKey(workspaceId, id, itemPrefix + runId);

  /** The action with its items in the order of their runs; undefined when there is none. */
  async function find(workspaceId: string, id: string): Promise<BulkAction | undefined> {
    const { pk } = bulkActionKey(workspaceId, id);
    // 1,000 items have about 150 KB, so that one page holds them all.
    const { Items: stored = [] } = await target.client.send(
      new QueryCommand({
        TableName: target.tableName,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": pk },
        ConsistentRead: true,
      }),
    );
    const parsed = stored.map((item) => keyed.parse(item));
    const header = parsed.find(({ sk }) => sk === "#");
    if (header === undefined) return undefined;
    return {
      header: storedHeader.parse(header),
      items: parsed.filter(({ sk }) => sk.startsWith(itemPrefix)).map((item) => storedItem.parse(item)),
    };
  }

  return {
    find,

    /**
     * Stores the items first and the header last: an action that can be read is whole. What an earlier request stored
     * under the same id stays.
     */
    async create(workspaceId: string, header: BulkHeader, items: readonly BulkItem[]): Promise<void> {
      const expires = { [ttlAttribute]: epochSeconds(clock.now(), keptDays * 86_400) };
      for (let start = 0; start < items.length; start += writesAtOnce) {
        await Promise.all(
          items
            .slice(start, start + writesAtOnce)
            .map((item) =>
              store.put(
                { ...keyOf(workspaceId, header.id, item.runId), ...item, ...expires },
                "attribute_not_exists(pk)",
              ),
            ),
        );
      }
      await store.put({ ...bulkActionKey(workspaceId, header.id), ...header, ...expires }, "attribute_not_exists(pk)");
    },

    /** Takes an item for this request. False when it is done, or another request is working on it. */
    async take(workspaceId: string, id: string, runId: string): Promise<boolean> {
      const now = clock.now();
      const write = await store.update(
        keyOf(workspaceId, id, runId),
        "SET #heldUntil = :until, #heldSince = :now",
        "attribute_exists(pk) AND attribute_not_exists(#result) AND (attribute_not_exists(#heldUntil) OR #heldUntil < :now)",
        { until: plusSeconds(now, claimSeconds), now: now.toISOString() },
      );
      return write.outcome === "written";
    },

    /** Stores what came of an item. The first result stays. */
    async settle(
      workspaceId: string,
      id: string,
      runId: string,
      { result, newRunId }: Pick<BulkItem, "result" | "newRunId">,
    ): Promise<void> {
      await store.update(
        keyOf(workspaceId, id, runId),
        `SET #result = :result${newRunId === undefined ? "" : ", #newRunId = :newRunId"}`,
        "attribute_exists(pk) AND attribute_not_exists(#result)",
        { result, newRunId },
      );
    },
  };
}
export type BulkActions = ReturnType<typeof createBulkActions>;
