import { randomUUID } from "node:crypto";
import { generateKeyPair, importJWK, SignJWT } from "jose";
import { callScope } from "../../infra/api-scope.ts";
import type { Clock } from "../../shared/clock.ts";
import type { IdentityKeys } from "./keys.ts";

/** What the product's tokens are for; the authorizer takes no other. */
export const audience = "runtruth";

export const tokenLifetimeSeconds = 3600;

export interface MintOptions {
  /** How long the token is good from now; negative for one that has run out. */
  readonly expiresInSeconds?: number;
  /** From when on the token is good, if it is to say so. */
  readonly startsInSeconds?: number;
  readonly audience?: string;
  /** What the token is given for; the empty text is a token for nothing. */
  readonly scope?: string;
  readonly issuer?: string;
  /** Signed by a stranger's key under our key's id. */
  readonly isForged?: boolean;
}

/** Makes an access token for a user without signing in. The options exist for tests; over HTTP there are none. */
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
