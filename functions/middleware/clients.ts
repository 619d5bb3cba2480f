import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { clientLimits } from "./client-limits.ts";

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

/** The credentials of the function's role, which Lambda sets and a new environment replaces. */
export async function roleCredentials() {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN } = process.env;
  if (!accessKeyId || !secretAccessKey) throw new Error("The function has no credentials of a role.");
  return { accessKeyId, secretAccessKey, ...(AWS_SESSION_TOKEN && { sessionToken: AWS_SESSION_TOKEN }) };
}
