import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  DynamoDBServiceException,
  ProvisionedThroughputExceededException,
  ResourceNotFoundException,
  TransactionCanceledException,
} from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { expectRights } from "../../support/permissions.ts";
import type { Call } from "./engine.ts";
import { StoreError } from "./errors.ts";
import { fromItem, toItem } from "./marshalling.ts";
import { TransactionCancelled } from "./transactions.ts";
import type { Item } from "./value-types.ts";
import { isRecord } from "./values.ts";
import type { Answer, Request } from "./writes.ts";

/** How a client reaches the table: at once, or through whatever a simulator puts in between. */
export type Answering = (call: Call) => Promise<Answer>;

const account = { region: "us-east-1", credentials: { accessKeyId: "local", secretAccessKey: "local" } } as const;
/** The client below every direct client; it is never called. */
const bare = new DynamoDBClient(account);
/** A fresh object each time: the document client writes into the one it is given. */
const marshallOptions = () => ({ removeUndefinedValues: true });

/**
 * A document client whose requests end in this process, over the real serializer: what a request carries
 * and how an answer reads is what the wire would make of it. Slower than `createDirectClient` by ten times.
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
 * A document client whose requests go straight to the table, as values: no serializing, signing or
 * retrying, the same error classes. Made for simulations, where most of the time would go into the wire.
 */
export function createDirectClient(answer: Answering): DynamoDBDocumentClient {
  const client = DynamoDBDocumentClient.from(bare, { marshallOptions: marshallOptions() });
  // A document client takes the stack of the client below it; a world may add to its own.
  client.middlewareStack = bare.middlewareStack.clone();
  // The whole way through the SDK's middleware is left out, not only the wire: it would be a fifth of a simulation.
  Object.defineProperty(client, "send", {
    async value(command: { readonly input: object; readonly constructor: { readonly name: string } }) {
      const operation = operationOf(command.constructor.name);
      const request: Request = { ...command.input };
      expectRights(operation, request);
      try {
        const output = await answer({ operation, request: toWire(request) });
        return fromWire(output);
      } catch (error) {
        throw error instanceof StoreError ? toException(error) : error;
      }
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

/** The document client's names for the table's operations. */
const wireNames: Readonly<Record<string, string>> = {
  Put: "PutItem",
  Get: "GetItem",
  Update: "UpdateItem",
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

function fromWire(answer: Answer): Record<string, unknown> {
  const plain: Record<string, unknown> = { $metadata: {}, ...answer };
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

/** Refusals are answers, not failures: their stack is never read, so it is not captured. */
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

/** Bytes travel as base64. A buffer has turned itself into `{ type, data }` by the time it comes here. */
function bytesAsText(this: unknown, name: string, value: unknown): unknown {
  const held = isRecord(this) || Array.isArray(this) ? Reflect.get(this, name) : value;
  return held instanceof Uint8Array ? Buffer.from(held).toString("base64") : value;
}
