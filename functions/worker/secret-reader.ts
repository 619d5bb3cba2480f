import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";

/** Reads a secret by its name, each time it is needed: it is neither stored nor kept. */
export function secretReader(client = new SecretsManagerClient({})): (name: string) => Promise<string> {
  return async (name) => {
    const answer = await client.send(new GetSecretValueCommand({ SecretId: name }));
    if (answer.SecretString === undefined) throw new Error("the secret holds no text");
    return answer.SecretString;
  };
}
