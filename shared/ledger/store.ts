import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { type DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { Pause } from "../foundation/pause.ts";
import type { Item, ItemKey } from "./item.ts";
import { isAskedAgain, isChanged, isStored } from "./retried-write.ts";

/** Location of the ledger's items. Every write in this folder uses `createStore`. */
export interface StoreTarget {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  /** Backoff between batch reads; uses system timers when absent. */
  readonly pause?: Pause;
}

/**
 * A refused write carries the stored item, or none when it does not exist. A retried write whose first response was
 * lost counts as written when the stored item proves it.
 */
export type ItemOutcome =
  | { readonly outcome: "written"; readonly item: Item }
  | { readonly outcome: "refused"; readonly item: Item | undefined };

export interface Store {
  /** The current item, read consistently. */
  get(key: ItemKey): Promise<Item | undefined>;
  put(item: Item & ItemKey, condition: string, values?: Item): Promise<ItemOutcome>;
  update(key: ItemKey, change: string, condition: string, values: Item): Promise<ItemOutcome>;
}

/**
 * One conditional request per write. Expressions use `#name` for attributes and `:name` for values; the maps DynamoDB
 * requires are derived from the expression, so they cannot diverge.
 */
export function createStore({ client, tableName }: StoreTarget): Store {
  return {
    async get(key) {
      return (await client.send(new GetCommand({ TableName: tableName, Key: key, ConsistentRead: true }))).Item;
    },

    put: (item, condition, values = {}) =>
      refusalAsValue(
        async () => {
          await client.send(
            new PutCommand({
              TableName: tableName,
              Item: item,
              ConditionExpression: condition,
              ...namesAndValues(condition, values),
              ReturnValuesOnConditionCheckFailure: "ALL_OLD",
            }),
          );
          return item;
        },
        (stored) => isStored(stored, item),
      ),

    update: (key, change, condition, values) =>
      refusalAsValue(
        async () => {
          const answer = await client.send(
            new UpdateCommand({
              TableName: tableName,
              Key: key,
              UpdateExpression: change,
              ConditionExpression: condition,
              ...namesAndValues(`${change} ${condition}`, values),
              ReturnValues: "ALL_NEW",
              ReturnValuesOnConditionCheckFailure: "ALL_OLD",
            }),
          );
          return answer.Attributes ?? {};
        },
        (stored) => isChanged(stored, change, values),
      ),
  };
}

/** Exactly the names and values that an expression uses: DynamoDB rejects unused ones. */
export function namesAndValues(expression: string, values: Item) {
  const { names, valueNames } = placeholdersOf(expression);
  const used: Item = {};
  let isAnyUsed = false;
  for (const [name, placeholder] of valueNames) {
    if (!(name in values)) continue;
    used[placeholder] = values[name];
    isAnyUsed = true;
  }
  return {
    ...(names && { ExpressionAttributeNames: names }),
    ...(isAnyUsed && { ExpressionAttributeValues: used }),
  };
}

interface Placeholders {
  /** In DynamoDB's format; undefined when there are none. */
  readonly names: Record<string, string> | undefined;
  /** Each value's name and its placeholder in the expression. */
  readonly valueNames: readonly (readonly [name: string, placeholder: string])[];
}

/** Expressions are few and constant, so parsed ones are cached. */
const known = new Map<string, Placeholders>();

function placeholdersOf(expression: string): Placeholders {
  const found = known.get(expression);
  if (found !== undefined) return found;
  const all = (pattern: RegExp) => [...new Set([...expression.matchAll(pattern)].flatMap(([, name = ""]) => name))];
  const names = all(/#(\w+)/g).map((name) => [`#${name}`, name] as const);
  const read = {
    names: names.length > 0 ? Object.fromEntries(names) : undefined,
    valueNames: all(/:(\w+)/g).map((name) => [name, `:${name}`] as const),
  };
  known.set(expression, read);
  return read;
}

async function refusalAsValue(write: () => Promise<Item>, isOurs: (stored: Item) => boolean): Promise<ItemOutcome> {
  try {
    return { outcome: "written", item: await write() };
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    const item = error.Item === undefined ? undefined : unmarshall(error.Item);
    if (item !== undefined && isAskedAgain(error) && isOurs(item)) return { outcome: "written", item };
    return { outcome: "refused", item };
  }
}
