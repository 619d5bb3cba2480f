import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import type { Item, ItemKey } from "./item.ts";
import { namesAndValues, type StoreTarget } from "./store.ts";

/** One of several writes that are made together, with what it needs to find. Expressions are those of `createStore`. */
export type Part =
  | { readonly item: Item & ItemKey; readonly condition?: string; readonly values?: Item }
  | { readonly key: ItemKey; readonly change: string; readonly condition: string; readonly values: Item };

/** What is stored with a change or not at all: its entry in the audit trail, which may say that the thing is new. */
export type Beside = (isNew: boolean) => Part;

/** Each round means that somebody else was writing one of the items at that moment. */
const roundsMax = 8;

/**
 * Makes all of these writes or none; false when one of them did not find what it needs. For what people change, where
 * the change and its entry in the audit trail must not part; the steps of a run's life are single requests (ADR 0002).
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
  throw new Error("write: others kept writing the same items; send the request again");
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
