import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { SQSClient } from "@aws-sdk/client-sqs";
import { localAws } from "../assembly/local-account.ts";

export interface Clients {
  readonly dynamodb: DynamoDBClient;
  readonly streams: DynamoDBStreamsClient;
  readonly sqs: SQSClient;
  destroy(): void;
}

/** The local stack's SDK clients for the embedded engines. */
export function createClients(endpoints: { readonly dynamodb: string; readonly sqs: string }): Clients {
  const dynamodb = new DynamoDBClient({ endpoint: endpoints.dynamodb, ...localAws });
  const streams = new DynamoDBStreamsClient({ endpoint: endpoints.dynamodb, ...localAws });
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
