import { randomUUID } from "node:crypto";
import { generateKeyPair, importJWK, SignJWT } from "jose";
import { callScope } from "../../infra/api-scope.ts";
import type { Clock } from "../../shared/foundation/clock.ts";
import type { IdentityKeys } from "./keys.ts";

/** The audience of the product's tokens; the authorizer rejects every other. */
export const audience = "runtruth";

export const tokenLifetimeSeconds = 3600;

export interface MintOptions {
  /** The lifetime in seconds; negative for an expired token. */
  readonly expiresInSeconds?: number;
  /** The `nbf` claim relative to now, if any. */
  readonly startsInSeconds?: number;
  readonly audience?: string;
  /** The scope; empty for a token without one. */
  readonly scope?: string;
  readonly issuer?: string;
  /** Signs with a foreign key under the real key id. */
  readonly isForged?: boolean;
}

/** Issues an access token for a user without sign-in. The options are for tests and not exposed over HTTP. */
export type Mint = (user: string, options?: MintOptions) => Promise<string>;

export function createMint(issuer: string, keys: IdentityKeys, clock: Clock): Mint {
  return async (user, options = {}) => {
    const now = Math.floor(clock.now().getTime() / 1000);
    const lifetime = options.expiresInSeconds ?? tokenLifetimeSeconds;
    const key = options.isForged ? (await generateKeyPair("RS256")).privateKey : await importJWK(keys.signing, "RS256");
    const token = new SignJWT({ scope: options.scope ?? callScope, client_id: "runtruth-local" })
      .setProtectedHeader({ alg: "RS256", typ: "at+jwt", kid: keys.signing.kid })
      .setIssuer(options.issuer ?? issuer)
      .setAudience(options.audience ?? audience)
      .setSubject(user)
      .setJti(randomUUID())
      .setIssuedAt(Math.min(now, now + lifetime))
      .setExpirationTime(now + lifetime);
    if (options.startsInSeconds !== undefined) token.setNotBefore(now + options.startsInSeconds);
    return token.sign(key);
  };
}
