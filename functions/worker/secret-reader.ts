import { GetSecretValueCommand, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { ReadSecret, SecretFault } from "./provider/tokens.ts";

/**
 * The errors of GetSecretValue that only an administrator can remove. A redelivery would meet them again. All other
 * errors, such as throttling, are the platform's.
 */
const faults: Readonly<Record<string, SecretFault>> = {
  ResourceNotFoundException: "absent",
  // The secret is in its deletion window.
  InvalidRequestException: "deletion_scheduled",
  // From the secret's or the key's policy. The SDK has no class for it.
  AccessDeniedException: "access_denied",
  DecryptionFailure: "not_decryptable",
};

/** Reads a secret by name on every use; it is neither stored nor cached. Aborts with the work. */
export function secretReader(client: SecretsManagerClient): ReadSecret {
  return async (name, signal) => {
    try {
      const answer = await client.send(new GetSecretValueCommand({ SecretId: name }), { abortSignal: signal });
      return answer.SecretString ?? { fault: "without_text" };
    } catch (error) {
      const fault = error instanceof Error && Object.hasOwn(faults, error.name) ? faults[error.name] : undefined;
      if (fault !== undefined) return { fault };
      throw error;
    }
  };
}
