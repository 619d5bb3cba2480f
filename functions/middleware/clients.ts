import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { clientLimits } from "./client-limits.ts";
import { documentClient } from "./document-client.ts";
import { leanClient } from "./lean-client.ts";

/** The table's client, created once per execution environment. Undefined values are not stored. */
export function tableClient(): DynamoDBDocumentClient {
  return documentClient(leanClient(new DynamoDBClient(clientLimits)));
}

/** The credentials of the function's role, which Lambda sets and a new environment replaces. */
export async function roleCredentials() {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN } = process.env;
  if (!accessKeyId || !secretAccessKey) throw new Error("The function has no credentials of a role.");
  return { accessKeyId, secretAccessKey, ...(AWS_SESSION_TOKEN && { sessionToken: AWS_SESSION_TOKEN }) };
}
