import type { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";

/** The place of items in an input or output: names of members, of which `*` is each. */
type Path = readonly string[];

const paths = (...texts: readonly string[]): readonly Path[] => texts.map((text) => text.split("."));

/** Where the commands that the product sends hold items. */
const itemsOf: Readonly<Record<string, { readonly input: readonly Path[]; readonly output: readonly Path[] }>> = {
  GetItemCommand: { input: paths("Key"), output: paths("Item") },
  PutItemCommand: { input: paths("Item", "ExpressionAttributeValues"), output: paths("Attributes") },
  UpdateItemCommand: { input: paths("Key", "ExpressionAttributeValues"), output: paths("Attributes") },
  QueryCommand: {
    input: paths("ExpressionAttributeValues", "ExclusiveStartKey"),
    output: paths("Items.*", "LastEvaluatedKey"),
  },
  BatchGetItemCommand: {
    input: paths("RequestItems.*.Keys.*"),
    output: paths("Responses.*.*", "UnprocessedKeys.*.Keys.*"),
  },
  TransactWriteItemsCommand: {
    input: paths(
      "TransactItems.*.Put.Item",
      "TransactItems.*.Put.ExpressionAttributeValues",
      "TransactItems.*.Update.Key",
      "TransactItems.*.Update.ExpressionAttributeValues",
    ),
    output: [],
  },
};

/**
 * The document client of a table client, for the product's commands. Undefined values are not stored.
 *
 * The SDK's own one resolves a client's middleware anew for each call, a sixth of its time, because each of its commands brings
 * middleware that converts items. Here that middleware belongs to the client, so what is resolved for
 * the first command of a kind serves all later ones. Middleware that is added after it has no effect.
 */
export function documentClient(client: DynamoDBClient): DynamoDBDocumentClient {
  const documents = DynamoDBDocumentClient.from(client);
  client.middlewareStack.add(
    (next, { commandName = "" }) => {
      const items = itemsOf[commandName];
      if (items === undefined) throw new Error(`the table's client does not send a ${commandName}`);
      return async (args) => {
        const input = Object.assign({}, args.input, converted(args.input, items.input, toItem));
        const answer = await next({ ...args, input });
        Object.assign(answer.output, converted(answer.output, items.output, unmarshall));
        return answer;
      };
    },
    { step: "initialize", name: "documents" },
  );
  // Set only now: the document client rejects it for its own commands.
  Object.assign(client.config, { cacheMiddleware: true });
  return Object.assign(documents, {
    send(command: object, options?: { readonly abortSignal?: AbortSignal }) {
      const plain: GetItemCommand = Reflect.get(command, "clientCommand");
      return client.send(plain, options);
    },
  });
}

type Convert = (value: Record<string, never>) => unknown;

const toItem: Convert = (value) => marshall(value, { removeUndefinedValues: true });

/** The members of an object that hold items, with their items converted. */
function converted(source: object, places: readonly Path[], convert: Convert): Readonly<Record<string, unknown>> {
  const members: Record<string, unknown> = {};
  for (const [member = "", ...rest] of places) {
    const value = members[member] ?? Reflect.get(source, member);
    if (value !== undefined) members[member] = convertedAt(value, rest, convert);
  }
  return members;
}

function convertedAt(value: unknown, [name, ...rest]: Path, convert: Convert): unknown {
  if (!isObject(value)) return value;
  if (name === undefined) return convert(value);
  if (Array.isArray(value)) return value.map((one) => convertedAt(one, rest, convert));
  const changed: Record<string, unknown> = { ...value };
  for (const one of name === "*" ? Object.keys(value) : [name]) {
    if (one in value) changed[one] = convertedAt(value[one], rest, convert);
  }
  return changed;
}

const isObject = (value: unknown): value is Record<string, never> => typeof value === "object" && value !== null;
