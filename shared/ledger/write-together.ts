import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import type { Item, ItemKey } from "./item.ts";
import { namesAndValues, type StoreTarget } from "./store.ts";

/** One write of a transaction, with its condition. Expressions follow `createStore`. */
export type Part =
  | { readonly item: Item & ItemKey; readonly condition?: string; readonly values?: Item }
  | { readonly key: ItemKey; readonly change: string; readonly condition: string; readonly values: Item };

/**
 * An item written in the same transaction as a change: its audit entry, which may record that the resource is new or
 * what the change replaces.
 */
export type AuditWrite = (isNew: boolean, before?: Item) => Part;

/** Each retry means that a concurrent writer changed one of the items. */
const roundsMax = 8;

/**
 * Executes all writes or none; false when a condition fails. Used for changes by people, whose audit entry must be
 * atomic with the change; transitions of runs are single requests (ADR 0002).
 */
export async function writeTogether({ client, tableName }: StoreTarget, parts: readonly Part[]): Promise<boolean> {
  const write = { TransactItems: parts.map((part) => requestOf(tableName, part)) };
  for (let round = 0; round < roundsMax; round++) {
    try {
      await client.send(new TransactWriteCommand(write));
      return true;
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const codes = new Set(error.CancellationReasons?.map(({ Code }) => Code));
      if (codes.has("ConditionalCheckFailed")) return false;
      if (!codes.has("TransactionConflict")) throw error;
    }
  }
  throw new Error("write: too many concurrent changes of the same items; retry the request");
}

function requestOf(TableName: string, part: Part) {
  const { condition, values = {} } = part;
  const needs = condition === undefined ? {} : { ConditionExpression: condition };
  if ("item" in part) {
    return { Put: { TableName, Item: part.item, ...needs, ...namesAndValues(condition ?? "", values) } };
  }
  const { key, change } = part;
  const expressions = namesAndValues(`${change} ${condition}`, values);
  return { Update: { TableName, Key: key, UpdateExpression: change, ...needs, ...expressions } };
}
