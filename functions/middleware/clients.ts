import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SQSClient } from "@aws-sdk/client-sqs";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

/**
 * A call that gets no answer is given up and made again, well within the time of a Lambda. Without this the SDK
 * waits for ever, and one lost answer takes the whole invocation with it.
 */
export const patience = {
  maxAttempts: 4,
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
};

interface Logging {
  readonly middlewareStack: { remove(name: string): boolean };
}

/**
 * The client without the SDK's log of its calls. Nobody reads it, and for each call it walks through all that was
 * sent and received to leave out what is sensitive: a tenth of the processor time of a call.
 */
export function unlogged<Client extends Logging>(client: Client): Client {
  client.middlewareStack.remove("loggerMiddleware");
  return client;
}

/** The table's client, built once per execution environment. Values that are undefined are not stored. */
export function tableClient(): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(unlogged(new DynamoDBClient(patience)), {
    marshallOptions: { removeUndefinedValues: true },
  });
}

/**
 * The queue's client. It goes where it is configured to, whatever host a queue URL names. It tries once more at
 * most: a repeated send after a lost answer makes a second message, which costs a delivery.
 */
export function queueClient(): SQSClient {
  return unlogged(new SQSClient({ ...patience, maxAttempts: 2, useQueueUrlAsEndpoint: false }));
}

/** The client for secrets, for those functions that may read any. */
export function secretsClient(): SecretsManagerClient {
  return new SecretsManagerClient(patience);
}
