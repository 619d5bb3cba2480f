import { randomBytes } from "node:crypto";
import * as z from "zod";
import type { Clock } from "../../shared/foundation/clock.ts";
import { type Answer, parseJson, tokenError } from "./answers.ts";
import { isSampleSecret, sampleClient } from "./credentials.ts";
import type { TenantName } from "./graph/seeded.ts";

export interface Tokens {
  /** Handles a client-credentials request, given its form body. The token holds these permissions. */
  issue(form: string, isConsentGranted: boolean, roles: readonly string[]): Answer;
  /** The permissions of the valid, unexpired token in this Authorization header; undefined without one. */
  rolesOf(authorization: string | undefined): readonly string[] | undefined;
}

interface IssuedToken {
  readonly expiresAt: number;
  readonly roles: readonly string[];
}

/** The token service of a tenant: unsigned JSON web tokens, valid for `lifetimeSeconds`, known in memory only. */
export function createTokens(clock: Clock, lifetimeSeconds: number, tenant: TenantName): Tokens {
  const issued = new Map<string, IssuedToken>();

  return {
    issue(form, isConsentGranted, roles) {
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
      const token = webToken(roles, tenant);
      const now = clock.now().getTime();
      // All are valid for the same time, so the expired ones come first.
      for (const [earlier, { expiresAt }] of issued) {
        if (expiresAt > now) break;
        issued.delete(earlier);
      }
      issued.set(token, { expiresAt: now + lifetimeSeconds * 1000, roles });
      return {
        status: 200,
        body: { token_type: "Bearer", expires_in: lifetimeSeconds, access_token: token },
        headers: { "cache-control": "no-store" },
      };
    },
    rolesOf(authorization) {
      const token = issued.get(/^Bearer (\S+)$/i.exec(authorization ?? "")?.[1] ?? "");
      return token !== undefined && token.expiresAt > clock.now().getTime() ? token.roles : undefined;
    },
  };
}

const claimsSchema = z.looseObject({ tid: z.string().optional() });

/** The tenant that a token names, whether or not the token is valid; undefined for none. */
export function tenantNamedBy(authorization: string | undefined): TenantName {
  const claims = /^Bearer [\w-]*\.([\w-]*)\./i.exec(authorization ?? "")?.[1] ?? "";
  return parseJson(claimsSchema, Buffer.from(claims, "base64url").toString())?.tid;
}

/** As Entra ID issues them to applications: the tenant is the claim `tid`, the granted permissions are `roles`. */
function webToken(roles: readonly string[], tenant: TenantName): string {
  const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const claims = {
    aud: "https://graph.microsoft.com",
    appid: sampleClient.clientId,
    roles,
    ...(tenant !== undefined && { tid: tenant }),
  };
  return [encoded({ typ: "JWT", alg: "none" }), encoded(claims), randomBytes(24).toString("base64url")].join(".");
}
