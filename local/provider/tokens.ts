import { randomBytes } from "node:crypto";
import type { Clock } from "../../shared/foundation/clock.ts";
import { type Answer, tokenError } from "./answers.ts";
import { isSampleSecret, sampleClient } from "./credentials.ts";

export interface Tokens {
  /** Handles a client-credentials request, given its form body. */
  issue(form: string, isConsentGranted: boolean): Answer;
  /** Whether this Authorization header contains a valid, unexpired token. */
  isValid(authorization: string | undefined): boolean;
}

/** The token service: opaque bearer tokens that are valid for `lifetimeSeconds`, in memory only. */
export function createTokens(clock: Clock, lifetimeSeconds: number): Tokens {
  const expiryByToken = new Map<string, number>();

  return {
    issue(form, isConsentGranted) {
      const fields = new URLSearchParams(form);
      if (fields.get("grant_type") !== "client_credentials") {
        return tokenError(400, "unsupported_grant_type", 70003, "Only client_credentials is supported here.");
      }
      if (fields.get("client_id") !== sampleClient.clientId) {
        return tokenError(400, "unauthorized_client", 700016, "The application was not found in the directory.");
      }
      if (!isSampleSecret(fields.get("client_secret"))) {
        return tokenError(401, "invalid_client", 7000215, "Invalid client secret provided.");
      }
      if (!isConsentGranted) {
        return tokenError(400, "invalid_grant", 65001, "An administrator has not consented to use the application.");
      }
      const token = randomBytes(24).toString("base64url");
      expiryByToken.set(token, clock.now().getTime() + lifetimeSeconds * 1000);
      return {
        status: 200,
        body: { token_type: "Bearer", expires_in: lifetimeSeconds, access_token: token },
        headers: { "cache-control": "no-store" },
      };
    },
    isValid(authorization) {
      const token = /^Bearer (\S+)$/i.exec(authorization ?? "")?.[1] ?? "";
      return (expiryByToken.get(token) ?? 0) > clock.now().getTime();
    },
  };
}
