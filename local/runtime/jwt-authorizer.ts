import { createRemoteJWKSet, decodeProtectedHeader, errors, type JWTPayload, jwtVerify } from "jose";
import * as z from "zod";
import type { JwtRule } from "../assembly/planned-routes.ts";

export type Authorization =
  | { readonly result: "accepted"; readonly claims: Readonly<Record<string, string>> }
  | { readonly result: "unauthorized" }
  | { readonly result: "forbidden" };

/** Authorizes a request by its Authorization header. */
export type Authorizer = (header: string | undefined, rule: JwtRule) => Promise<Authorization>;

interface Verified {
  readonly payload: JWTPayload;
  /** The claims as the gateway passes them. */
  readonly claims: Readonly<Record<string, string>>;
}

/** The only signature algorithms that an HTTP API's JWT authorizer accepts. */
const algorithms = ["RS256", "RS384", "RS512"];

/** Generous, because the issuer is local, and a slow machine must not reject valid tokens. */
const issuerMillisecondsMax = 60_000;

/** How many verified tokens are remembered; a signature takes longer to verify than the rest of the gateway. */
const verifiedMax = 1000;

/**
 * Verifies tokens like the JWT authorizer of an HTTP API: signature, issuer, audience (or `client_id`), time claims
 * and, if the route requires scopes, at least one of them.
 */
export function createAuthorizer(issuer: string): Authorizer {
  let keys: ReturnType<typeof createRemoteJWKSet> | undefined;
  /** Tokens whose algorithm, signature and issuer were accepted; their time claims are checked at each use. */
  const verified = new Map<string, Verified>();

  const verify = async (token: string): Promise<Verified | undefined> => {
    const known = verified.get(token);
    if (known !== undefined && isInTime(known.payload)) return known;
    verified.delete(token);
    if (!algorithms.includes(decodeProtectedHeader(token).alg ?? "")) return undefined;
    keys ??= createRemoteJWKSet(await keySetOf(issuer), { timeoutDuration: issuerMillisecondsMax });
    const { payload } = await jwtVerify(token, keys, { issuer, algorithms, requiredClaims: ["exp"] });
    if (verified.size >= verifiedMax) verified.clear();
    const accepted = { payload, claims: asText(payload) };
    verified.set(token, accepted);
    return accepted;
  };

  return async (header, rule) => {
    const token = header?.replace(/^Bearer\s+/i, "");
    if (token === undefined || token === "") return { result: "unauthorized" };
    try {
      const accepted = await verify(token);
      if (accepted === undefined) return { result: "unauthorized" };
      const { payload, claims } = accepted;
      const audience = payload.aud ?? payload.client_id;
      const given = Array.isArray(audience) ? audience : [audience];
      if (!given.some((one) => rule.audience.includes(String(one)))) return { result: "unauthorized" };
      const scopes = String(payload.scope ?? payload.scp ?? "").split(" ");
      if (rule.scopes.length > 0 && !rule.scopes.some((scope) => scopes.includes(scope)))
        return { result: "forbidden" };
      return { result: "accepted", claims };
    } catch (error) {
      // An unparsable token is invalid; other errors, such as an unreachable issuer, are server errors.
      if (error instanceof errors.JWKSTimeout) throw error;
      if (error instanceof errors.JOSEError || error instanceof TypeError) return { result: "unauthorized" };
      throw error;
    }
  };
}

function isInTime({ exp = 0, nbf = 0 }: JWTPayload): boolean {
  const now = Date.now() / 1000;
  return nbf <= now && now < exp;
}

async function keySetOf(issuer: string): Promise<URL> {
  const answer = await fetch(`${issuer}/.well-known/openid-configuration`);
  return new URL(z.object({ jwks_uri: z.url() }).parse(await answer.json()).jwks_uri);
}

/** The gateway passes every claim as text. */
function asText(claims: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(claims).map(([name, value]) => [
      name,
      Array.isArray(value) ? `[${value.join(" ")}]` : String(value),
    ]),
  );
}
