import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import {
  BatchWriteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  TransactWriteCommand,
} from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { environmentSortKey } from "../shared/access/items.ts";
import { readBook, unchangedVersion } from "../shared/access/workspace-book.ts";
import { workspaceKey } from "../shared/ledger/keys.ts";
import { itemsOfEnvironment, type StoredItem } from "./workspace-items.ts";

interface Target {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
}

export interface Erasure {
  readonly workspaceId: string;
  readonly environmentId: string;
  /** All items of the table, from an export taken after the environment was archived and its runs had completed. */
  readonly items: readonly StoredItem[];
  /** The environment's name as confirmation; without it the call is a dry run. */
  readonly confirmation?: string | undefined;
  /** Called after each batch, to show progress. */
  readonly onProgress?: (erased: number, of: number) => void;
}

export type Erased =
  /** Nothing was changed. `isConfirmed` is false for a dry run and true for a wrong name. */
  | { readonly outcome: "planned"; readonly isConfirmed: boolean; readonly name: string; readonly kinds: Kinds }
  | { readonly outcome: "refused"; readonly reason: "not_archived" | "runs_active" }
  /** The environment does not exist. It is erased last, so all its items are gone too. */
  | { readonly outcome: "absent" }
  | { readonly outcome: "erased"; readonly kinds: Kinds };
type Kinds = Readonly<Record<string, number>>;

const environment = z.object({ name: z.string(), archivedAt: z.string().optional() });
const batchSize = 25;
const roundsMax = 8;

/**
 * Erases one archived environment: its records, its runs and their side items. The audit trail and the workspace stay.
 * Deletes are idempotent and the environment itself goes last, so an interrupted erasure is resumed by running it again.
 * This is the only code that deletes; an operator runs it, and no function contains it.
 */
export async function eraseEnvironment(target: Target, erasure: Erasure): Promise<Erased> {
  const { workspaceId, environmentId, confirmation, onProgress } = erasure;
  const key = workspaceKey(workspaceId, environmentSortKey(environmentId));
  const stored = await find(target, key);
  if (stored === undefined) return { outcome: "absent" };
  const { name, archivedAt } = environment.parse(stored);
  if (archivedAt === undefined) return { outcome: "refused", reason: "not_archived" };

  const items = itemsOfEnvironment(workspaceId, environmentId, erasure.items);
  const isActive = ({ pk, sk, status }: StoredItem) => pk.startsWith("RUN#") && sk === "#" && status !== "completed";
  if (items.some((item) => isActive(item) && item.sameAs === undefined))
    return { outcome: "refused", reason: "runs_active" };
  const kinds: Kinds = Object.fromEntries(
    [...Map.groupBy(items, ({ pk }) => pk.split("#")[0] ?? "")].map(([kind, of]) => [kind, of.length]),
  );
  if (confirmation !== name) return { outcome: "planned", isConfirmed: confirmation !== undefined, name, kinds };

  for (let at = 0; at < items.length; at += batchSize) {
    await deleteAll(target, items.slice(at, at + batchSize));
    onProgress?.(Math.min(items.length, at + batchSize), items.length);
  }
  await deleteEnvironment(target, workspaceId, environmentId);
  return { outcome: "erased", kinds };
}

async function find({ client, tableName }: Target, key: { pk: string; sk: string }) {
  return (await client.send(new GetCommand({ TableName: tableName, Key: key, ConsistentRead: true }))).Item;
}

async function deleteAll({ client, tableName }: Target, items: readonly StoredItem[]): Promise<void> {
  let requests = items.map(({ pk, sk }) => ({ DeleteRequest: { Key: { pk, sk } } }));
  for (let round = 0; requests.length > 0; round++) {
    if (round === roundsMax) throw new Error("The table keeps throttling; run the same command again to continue.");
    if (round > 0) await new Promise((resolve) => setTimeout(resolve, 100 * 2 ** round));
    const answer = await client.send(new BatchWriteCommand({ RequestItems: { [tableName]: requests } }));
    const left = answer.UnprocessedItems?.[tableName] ?? [];
    requests = left.flatMap(({ DeleteRequest }) =>
      DeleteRequest?.Key === undefined ? [] : [{ DeleteRequest: { Key: keySchema.parse(DeleteRequest.Key) } }],
    );
  }
}
const keySchema = z.object({ pk: z.string(), sk: z.string() });

/** Also removes it from the workspace's list, so that a new environment with the same id is not archived. */
async function deleteEnvironment(target: Target, workspaceId: string, environmentId: string): Promise<void> {
  const { client, tableName } = target;
  const key = workspaceKey(workspaceId, "#");
  for (let round = 0; round < roundsMax; round++) {
    const book = readBook(await find(target, key));
    const archived = book.archivedEnvironments.filter((id) => id !== environmentId);
    try {
      await client.send(
        new TransactWriteCommand({
          TransactItems: [
            { Delete: { TableName: tableName, Key: workspaceKey(workspaceId, environmentSortKey(environmentId)) } },
            {
              Update: {
                TableName: tableName,
                Key: key,
                UpdateExpression:
                  "SET #environmentsVersion = :next, #archivedEnvironments = :archived REMOVE #environmentsCounted",
                ConditionExpression: unchangedVersion("environmentsVersion"),
                ExpressionAttributeNames: {
                  "#environmentsVersion": "environmentsVersion",
                  "#archivedEnvironments": "archivedEnvironments",
                  "#environmentsCounted": "environmentsCounted",
                },
                ExpressionAttributeValues: {
                  ":next": book.environmentsVersion + 1,
                  ":archived": archived,
                  ":read": book.environmentsVersion,
                  ":zero": 0,
                },
              },
            },
          ],
        }),
      );
      return;
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
    }
  }
  throw new Error("Concurrent changes of the workspace; run the same command again to continue.");
}
