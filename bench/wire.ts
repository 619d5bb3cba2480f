import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SQSClient } from "@aws-sdk/client-sqs";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { DynamoDb } from "../test/engines/dynamodb/engine.ts";
import { StoreError } from "../test/engines/dynamodb/errors.ts";
import { isRecord } from "../test/engines/dynamodb/values.ts";
import type { Sqs } from "../test/engines/sqs/engine.ts";

/** Counts the processor time that goes into the stores of this process, so that it can be taken off. */
export interface StoreTime {
  readonly micros: () => number;
  /** Does a store's work, and counts what it took. */
  spend<Value>(work: () => Value): Value;
}

export function storeTime(): StoreTime {
  let sum = 0;
  return {
    micros: () => sum,
    spend(work) {
      const from = process.threadCpuUsage();
      try {
        return work();
      } finally {
        const { user, system } = process.threadCpuUsage(from);
        sum += user + system;
      }
    },
  };
}

interface Sent {
  readonly headers: Record<string, string>;
  readonly body?: unknown;
}

const account = {
  region: "us-east-1",
  credentials: { accessKeyId: "local", secretAccessKey: "local" },
  maxAttempts: 1,
};

/** The SDK's own client up to the socket: it serializes, signs and reads answers; only the network is missing. */
export function wiredTableClient(engine: DynamoDb, time: StoreTime): DynamoDBDocumentClient {
  const client = new DynamoDBClient({
    ...account,
    requestHandler: { handle: (sent: Sent) => answered(sent, time, (call) => engine.execute(call)) },
  });
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
}

/** The same for the queue. */
export function wiredQueueClient(sqs: Sqs, time: StoreTime): SQSClient {
  return new SQSClient({
    ...account,
    useQueueUrlAsEndpoint: false,
    md5: false,
    requestHandler: { handle: (sent: Sent) => answered(sent, time, (call) => sqs.execute(call)) },
  });
}

type Execute = (call: { readonly operation: string; readonly request: Readonly<Record<string, unknown>> }) => object;

async function answered({ headers, body }: Sent, time: StoreTime, execute: Execute) {
  return time.spend(() => {
    const operation = (headers["x-amz-target"] ?? "").split(".").at(-1) ?? "";
    const text = body instanceof Uint8Array ? new TextDecoder().decode(body) : String(body);
    const request: unknown = JSON.parse(text);
    const { status, told } = outcomeOf(() => execute({ operation, request: isRecord(request) ? request : {} }));
    return {
      response: {
        statusCode: status,
        headers: { "content-type": "application/x-amz-json-1.0" },
        body: Buffer.from(JSON.stringify(told)),
      },
    };
  });
}

function outcomeOf(execute: () => object): { readonly status: number; readonly told: object } {
  try {
    return { status: 200, told: execute() };
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    const told = { __type: `com.amazonaws.dynamodb.v20120810#${error.name}`, message: error.message };
    return { status: 400, told: { ...told, ...(error.item && { Item: error.item }) } };
  }
}
