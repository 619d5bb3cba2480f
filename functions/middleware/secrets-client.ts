import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { clientLimits } from "./client-limits.ts";
import { leanClient } from "./lean-client.ts";

/** The Secrets Manager client, for the functions whose role may read secrets. */
export function secretsClient(): SecretsManagerClient {
  return leanClient(new SecretsManagerClient(clientLimits));
}
