import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SQSClient } from "@aws-sdk/client-sqs";
import { localAws } from "../assembly/local-account.ts";
import type { EngineChannels } from "../engines/engine-channel.ts";
import { type CallStreams, streamsAt, streamsThrough } from "./streams-api.ts";

export interface Clients {
  readonly dynamodb: DynamoDBClient;
  readonly callStreams: CallStreams;
  readonly sqs: SQSClient;
  destroy(): void;
}

/** The local stack's clients for the embedded engines. Streams are read through a channel, if there is one. */
export function createClients(
  endpoints: { readonly dynamodb: string; readonly sqs: string },
  table?: EngineChannels,
): Clients {
  const dynamodb = new DynamoDBClient({ endpoint: endpoints.dynamodb, ...localAws });
  const sqs = new SQSClient({ endpoint: endpoints.sqs, ...localAws, useQueueUrlAsEndpoint: false });
  const port = table?.connect();
  return {
    dynamodb,
    callStreams: port === undefined ? streamsAt(endpoints.dynamodb) : streamsThrough(port),
    sqs,
    destroy() {
      dynamodb.destroy();
      sqs.destroy();
      port?.close();
    },
  };
}
