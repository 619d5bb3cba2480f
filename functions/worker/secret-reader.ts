import { GetSecretValueCommand, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";

/** Reads a secret by name on every use; it is neither stored nor cached. Aborts with the work. */
export function secretReader(client: SecretsManagerClient): (name: string, signal: AbortSignal) => Promise<string> {
  return async (name, signal) => {
    const answer = await client.send(new GetSecretValueCommand({ SecretId: name }), { abortSignal: signal });
    if (answer.SecretString === undefined) throw new Error("the secret holds no text");
    return answer.SecretString;
  };
}
