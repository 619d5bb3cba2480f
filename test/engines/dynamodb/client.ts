import {
  __Client as Client,
  ConditionalCheckFailedException,
  DynamoDBClient,
  DynamoDBServiceException,
  ProvisionedThroughputExceededException,
  ResourceNotFoundException,
  TransactionCanceledException,
} from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, type ServiceInputTypes, type ServiceOutputTypes } from "@aws-sdk/lib-dynamodb";
import type { Call } from "../../../local/engines/table/engine.ts";
import { StoreError } from "../../../local/engines/table/errors.ts";
import { TransactionCancelled } from "../../../local/engines/table/transactions.ts";
import type { Item } from "../../../local/engines/table/value-types.ts";
import { isRecord } from "../../../local/engines/table/values.ts";
import type { Answer, Request } from "../../../local/engines/table/writes.ts";
import { expectRights } from "../../support/permissions.ts";
import { fromItem, toItem } from "./marshalling.ts";

/** Delivers a client's request to the table, directly or through a simulator. */
export type Answering = (call: Call) => Promise<Answer>;

const account = { region: "us-east-1", credentials: { accessKeyId: "local", secretAccessKey: "local" } } as const;
/** The base client of every direct client; it never sends a request. */
const bare = new DynamoDBClient(account);
/** A new object each time, because the document client modifies it. */
const marshallOptions = () => ({ removeUndefinedValues: true });

/**
 * An in-process document client with the SDK's real serializer, so requests and responses are as on the wire. Ten times
 * slower than `createDirectClient`.
 */
export function createWireClient(answer: Answering): DynamoDBDocumentClient {
  const client = new DynamoDBClient({
    ...account,
    maxAttempts: 1,
    requestHandler: {
      async handle(request: { headers: Record<string, string>; body?: unknown }) {
        const operation = (request.headers["x-amz-target"] ?? "").split(".").at(-1) ?? "";
        const { status, body } = await answerAsJson(answer, operation, bodyText(request.body));
        const headers = { "content-type": "application/x-amz-json-1.0" };
        return { response: { statusCode: status, headers, body: Buffer.from(body) } };
      },
    },
  });
  return DynamoDBDocumentClient.from(client, { marshallOptions: marshallOptions() });
}

/**
 * A document client that passes plain values to the table, without serialization, signatures or retries, but with the
 * same error classes. For simulations, where the wire format would take most of the time.
 */
export function createDirectClient(answer: Answering): DynamoDBDocumentClient {
  const client = DynamoDBDocumentClient.from(bare, { marshallOptions: marshallOptions() });
  // A document client uses its base client's middleware stack, and a world may add middleware of its own.
  client.middlewareStack = bare.middlewareStack.clone();
  // Bypass the SDK's middleware as well: it would take a fifth of a simulation's time.
  Object.defineProperty(client, "send", {
    async value(command: { readonly input: object; readonly constructor: { readonly name: string } }) {
      const operation = operationOf(command.constructor.name);
      const request: Request = { ...command.input };
      expectRights(operation, request);
      try {
        return fromWire(await answer({ operation, request: toWire(request) }));
      } catch (error) {
        throw asException(error);
      }
    },
  });
  return client;
}

/**
 * A direct client whose requests pass through the middleware that a test adds, with plain values as at the SDK's first
 * step. For the tables of tests.
 */
export function createOpenClient(answer: Answering): DynamoDBDocumentClient {
  const client = DynamoDBDocumentClient.from(bare, { marshallOptions: marshallOptions() });
  // It starts empty: what the SDK's own clients begin with is of the wire.
  const { middlewareStack } = new Client<object, ServiceInputTypes, ServiceOutputTypes, typeof bare.config>(
    bare.config,
  );
  client.middlewareStack = middlewareStack;
  Object.defineProperty(client, "send", {
    async value(command: { readonly input: ServiceInputTypes; readonly constructor: { readonly name: string } }) {
      const operation = operationOf(command.constructor.name);
      const handle = middlewareStack.resolve(
        async ({ input }) => {
          try {
            return { response: {}, output: fromWire(await answer({ operation, request: toWire({ ...input }) })) };
          } catch (error) {
            throw asException(error);
          }
        },
        { clientName: "DynamoDBClient", commandName: `${operation}Command` },
      );
      return (await handle({ input: { ...command.input } })).output;
    },
  });
  return client;
}

const operations = new Map<string, string>();

function operationOf(command: string): string {
  const known = operations.get(command);
  if (known !== undefined) return known;
  const name = command.replace(/Command$/, "");
  const operation = wireNames[name] ?? name;
  operations.set(command, operation);
  return operation;
}

/** Operation names by the document client's commands. */
const wireNames: Readonly<Record<string, string>> = {
  Put: "PutItem",
  Get: "GetItem",
  Update: "UpdateItem",
  Delete: "DeleteItem",
  BatchGet: "BatchGetItem",
  BatchWrite: "BatchWriteItem",
  TransactWrite: "TransactWriteItems",
};

const itemFields = ["Item", "Key", "ExpressionAttributeValues", "ExclusiveStartKey"] as const;

function toWire(request: Request): Request {
  const wire: Record<string, unknown> = { ...request };
  for (const field of itemFields) {
    const value = request[field];
    if (isRecord(value)) wire[field] = toItem(value);
  }
  if (isRecord(request.RequestItems)) {
    wire.RequestItems = Object.fromEntries(
      Object.entries(request.RequestItems).map(([name, part]) => [name, batchPartToWire(part)]),
    );
  }
  if (Array.isArray(request.TransactItems)) {
    wire.TransactItems = request.TransactItems.map((part: Readonly<Record<string, Request>>) =>
      Object.fromEntries(Object.entries(part).map(([kind, inner]) => [kind, toWire(inner)])),
    );
  }
  return wire;
}

function batchPartToWire(part: unknown): unknown {
  if (Array.isArray(part)) {
    return part.map((one) =>
      isRecord(one) && isRecord(one.PutRequest) ? { PutRequest: toWire(one.PutRequest) } : one,
    );
  }
  if (!isRecord(part)) return part;
  const keys = Array.isArray(part.Keys) ? part.Keys.map(toItem) : part.Keys;
  return { ...toWire(part), Keys: keys };
}

function fromWire(answer: Answer) {
  const plain: Record<string, unknown> & { $metadata: object } = { $metadata: {}, ...answer };
  const { Item, Attributes, LastEvaluatedKey, Items, Responses, UnprocessedKeys, UnprocessedItems } = answer;
  if (Item !== undefined) plain.Item = fromItem(Item);
  if (Attributes !== undefined) plain.Attributes = fromItem(Attributes);
  if (LastEvaluatedKey !== undefined) plain.LastEvaluatedKey = fromItem(LastEvaluatedKey);
  if (Items !== undefined) plain.Items = unmarshallAll(Items);
  if (Responses !== undefined) plain.Responses = eachTable(Responses, unmarshallAll);
  if (UnprocessedKeys !== undefined) {
    plain.UnprocessedKeys = eachTable(UnprocessedKeys, (part) => ({ ...part, Keys: unmarshallAll(part.Keys) }));
  }
  if (UnprocessedItems !== undefined) {
    plain.UnprocessedItems = eachTable(UnprocessedItems, (puts) =>
      puts.map(({ PutRequest }) => ({ PutRequest: { Item: fromItem(PutRequest.Item) } })),
    );
  }
  return plain;
}

const unmarshallAll = (items: readonly Item[]) => items.map((item) => fromItem(item));

function eachTable<Part, Plain>(parts: Readonly<Record<string, Part>>, read: (part: Part) => Plain) {
  return Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, read(part)]));
}

const asException = (error: unknown) => (error instanceof StoreError ? toException(error) : error);

/** These errors are expected and frequent, and their stack is never read, so none is captured. */
export function toException(error: StoreError): DynamoDBServiceException {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  const exception = exceptionOf(error);
  Error.stackTraceLimit = stackTraceLimit;
  return exception;
}

function exceptionOf(error: StoreError): DynamoDBServiceException {
  const details = { message: error.message, $metadata: { httpStatusCode: 400, attempts: error.attempts } };
  if (error.name === "ConditionalCheckFailedException") {
    return new ConditionalCheckFailedException({ ...details, ...(error.item && { Item: error.item }) });
  }
  if (error instanceof TransactionCancelled) {
    return new TransactionCanceledException({ ...details, CancellationReasons: [...error.reasons] });
  }
  if (error.name === "ResourceNotFoundException") return new ResourceNotFoundException(details);
  if (error.name === "ProvisionedThroughputExceededException")
    return new ProvisionedThroughputExceededException(details);
  return new DynamoDBServiceException({ ...details, name: error.name, $fault: "client" });
}

function bodyText(body: unknown): string {
  return body instanceof Uint8Array ? new TextDecoder().decode(body) : String(body);
}

async function answerAsJson(answer: Answering, operation: string, body: string) {
  try {
    const request: unknown = JSON.parse(body);
    const output = await answer({ operation, request: isRecord(request) ? request : {} });
    return { status: 200, body: JSON.stringify(output, bytesAsText) };
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    const details = { __type: `com.amazonaws.dynamodb.v20120810#${error.name}`, message: error.message };
    const more = {
      ...(error.item && { Item: error.item }),
      ...(error instanceof TransactionCancelled && { CancellationReasons: error.reasons }),
    };
    return { status: 400, body: JSON.stringify({ ...details, ...more }, bytesAsText) };
  }
}

/** Encodes bytes as base64. `JSON.stringify` has already turned a Buffer into `{ type, data }` here. */
function bytesAsText(this: unknown, name: string, value: unknown): unknown {
  const held = isRecord(this) || Array.isArray(this) ? Reflect.get(this, name) : value;
  return held instanceof Uint8Array ? Buffer.from(held).toString("base64") : value;
}
