import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { SQSClient } from "@aws-sdk/client-sqs";
import { localAws } from "../assembly/local-account.ts";
import type { EngineChannels } from "../engines/engine-channel.ts";
import { channelHandler } from "./engine-network.ts";

export interface Clients {
  readonly dynamodb: DynamoDBClient;
  readonly streams: DynamoDBStreamsClient;
  readonly sqs: SQSClient;
  destroy(): void;
}

/** The local stack's SDK clients for the embedded engines. Streams are read through a channel, if there is one. */
export function createClients(
  endpoints: { readonly dynamodb: string; readonly sqs: string },
  table?: EngineChannels,
): Clients {
  const dynamodb = new DynamoDBClient({ endpoint: endpoints.dynamodb, ...localAws });
  const streams = new DynamoDBStreamsClient({
    endpoint: endpoints.dynamodb,
    ...localAws,
    ...(table && { requestHandler: channelHandler(table.connect()) }),
  });
  // Its redaction of each record takes longer than reading it.
  streams.middlewareStack.remove("loggerMiddleware");
  const sqs = new SQSClient({ endpoint: endpoints.sqs, ...localAws, useQueueUrlAsEndpoint: false });
  return {
    dynamodb,
    streams,
    sqs,
    destroy() {
      dynamodb.destroy();
      streams.destroy();
      sqs.destroy();
    },
  };
}
