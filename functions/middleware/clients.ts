import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SQSClient } from "@aws-sdk/client-sqs";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

/** The table's client, built once per execution environment. Values that are undefined are not stored. */
export function tableClient(): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(new DynamoDBClient({ maxAttempts: 4 }), {
    marshallOptions: { removeUndefinedValues: true },
  });
}

/** The queue's client. It goes where it is configured to, whatever host a queue URL names. */
export function queueClient(): SQSClient {
  return new SQSClient({ useQueueUrlAsEndpoint: false });
}
