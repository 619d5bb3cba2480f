import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { type DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { Pause } from "../pause.ts";
import type { Item, ItemKey } from "./item.ts";
import { isAskedAgain, isChanged, isStored } from "./own-write.ts";

/** Where the ledger's items are. Every write in this folder goes through `createStore`. */
export interface StoreTarget {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  /** How a batch read waits before it asks again; by the system's timers when absent. */
  readonly pause?: Pause;
}

/**
 * A refused write carries what the table holds instead; nothing, when there is no such item. A write whose answer was
 * lost, and which its client then made again, counts as written where the table shows it.
 */
export type ItemOutcome =
  | { readonly outcome: "written"; readonly item: Item }
  | { readonly outcome: "refused"; readonly item: Item | undefined };

export interface Store {
  /** The item as it is now, read consistently. */
  get(key: ItemKey): Promise<Item | undefined>;
  put(item: Item & ItemKey, condition: string, values?: Item): Promise<ItemOutcome>;
  update(key: ItemKey, change: string, condition: string, values: Item): Promise<ItemOutcome>;
}

/**
 * One conditional request each. Expressions name attributes as `#name` and values as `:name`; the maps
 * that DynamoDB wants beside them are taken from the text, so that they cannot disagree with it.
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

/** The names and values one expression uses, and no others: DynamoDB refuses a value that is not used. */
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
  /** As DynamoDB wants them; undefined when there are none. */
  readonly names: Record<string, string> | undefined;
  /** Each value's name, and how the expression calls it. */
  readonly valueNames: readonly (readonly [name: string, placeholder: string])[];
}

/** Expressions are few and always the same, so each is read once. */
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
