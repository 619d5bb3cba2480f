import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SQSClient } from "@aws-sdk/client-sqs";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

/**
 * Timeouts and retries of SDK calls, well within a Lambda's timeout. By default the SDK waits without limit, and one
 * lost response would time out the whole invocation.
 */
export const clientLimits = {
  maxAttempts: 4,
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
};

interface Logging {
  readonly middlewareStack: { remove(name: string): boolean };
}

/**
 * The client without the SDK's call logging. It has no consumer, and redacting each request and response takes a
 * tenth of the CPU time of a call.
 */
export function withoutSdkLogging<Client extends Logging>(client: Client): Client {
  client.middlewareStack.remove("loggerMiddleware");
  return client;
}

/** The table's client, created once per execution environment. Undefined values are not stored. */
export function tableClient(): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(withoutSdkLogging(new DynamoDBClient(clientLimits)), {
    marshallOptions: { removeUndefinedValues: true },
  });
}

/**
 * The queue's client. It uses its configured endpoint, not the host of a queue URL. It retries once at most: a retry
 * after a lost response sends a duplicate message, which costs a delivery.
 */
export function queueClient(): SQSClient {
  return withoutSdkLogging(new SQSClient({ ...clientLimits, maxAttempts: 2, useQueueUrlAsEndpoint: false }));
}

/** The Secrets Manager client, for the functions whose role may read secrets. */
export function secretsClient(): SecretsManagerClient {
  return new SecretsManagerClient(clientLimits);
}
