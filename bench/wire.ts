import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SQSClient } from "@aws-sdk/client-sqs";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { documentClient } from "../functions/middleware/document-client.ts";
import { leanClient } from "../functions/middleware/lean-client.ts";
import { StoreError } from "../local/engines/table/errors.ts";
import { isRecord } from "../local/engines/table/values.ts";

/** A request as the SDK passes it to its transport. */
export interface Sent {
  readonly headers: Record<string, string>;
  readonly body?: unknown;
}

/** A raw HTTP response. */
export interface WireAnswer {
  readonly statusCode: number;
  readonly body: Buffer;
}
type Answering = (sent: Sent) => WireAnswer;

const account = {
  region: "us-east-1",
  credentials: { accessKeyId: "local", secretAccessKey: "local" },
  maxAttempts: 1,
};

/** The SDK's own client up to the socket: it serializes, signs and reads answers; only the network is missing. */
export function wiredTableClient(answer: Answering): DynamoDBDocumentClient {
  return documentClient(leanClient(new DynamoDBClient({ ...account, requestHandler: transportOf(answer) })));
}

/** The same for the queue. */
export function wiredQueueClient(answer: Answering): SQSClient {
  return leanClient(
    new SQSClient({
      ...account,
      useQueueUrlAsEndpoint: false,
      cacheMiddleware: true,
      md5: false,
      requestHandler: transportOf(answer),
    }),
  );
}

function transportOf(answer: Answering) {
  const headers = { "content-type": "application/x-amz-json-1.0" };
  return { handle: async (sent: Sent) => ({ response: { ...answer(sent), headers } }) };
}

export const operationOf = ({ headers }: Sent) => (headers["x-amz-target"] ?? "").split(".").at(-1) ?? "";

/** The HTTP response of an in-process engine. */
export function overTheWire(
  execute: (call: { readonly operation: string; readonly request: Readonly<Record<string, unknown>> }) => object,
): Answering {
  return (sent) => {
    const text = sent.body instanceof Uint8Array ? new TextDecoder().decode(sent.body) : String(sent.body);
    const request: unknown = JSON.parse(text);
    const { statusCode, payload } = outcomeOf(() =>
      execute({ operation: operationOf(sent), request: isRecord(request) ? request : {} }),
    );
    return { statusCode, body: Buffer.from(JSON.stringify(payload)) };
  };
}

function outcomeOf(execute: () => object): { readonly statusCode: number; readonly payload: object } {
  try {
    return { statusCode: 200, payload: execute() };
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    const payload = { __type: `com.amazonaws.dynamodb.v20120810#${error.name}`, message: error.message };
    return { statusCode: 400, payload: { ...payload, ...(error.item && { Item: error.item }) } };
  }
}
