import { createHash, randomBytes } from "node:crypto";
import { decodeJwt } from "jose";
import { User } from "oidc-client-ts";
import { type BrowserContext, request } from "playwright-core";
import * as z from "zod";

/** What a browser keeps of a sign-in: the issuer's cookies, and the tokens in the console's storage. */
export type SignIn = Exclude<Parameters<BrowserContext["setStorageState"]>[0], string>;

const config = z.object({ issuer: z.string(), clientId: z.string(), scope: z.string() });
const endpoints = z.object({ authorization_endpoint: z.string(), token_endpoint: z.string() });
const tokens = z.object({
  access_token: z.string(),
  id_token: z.string(),
  refresh_token: z.string(),
  token_type: z.string(),
  scope: z.string(),
  expires_in: z.number(),
});

/**
 * Signs a user in as the console does, with an authorization code and PKCE, but without a browser, which takes a second
 * of processor time to load the console for it twice. The tests of sessions sign in as a person does.
 */
export async function signIn(apiUrl: string, user: string): Promise<SignIn> {
  const client = await request.newContext();
  try {
    const { issuer, clientId, scope } = config.parse(await (await client.get(`${apiUrl}/config.json`)).json());
    const discovered = await client.get(`${issuer}/.well-known/openid-configuration`);
    const { authorization_endpoint, token_endpoint } = endpoints.parse(await discovered.json());
    const verifier = randomBytes(32).toString("base64url");
    const comesBackTo = { client_id: clientId, redirect_uri: `${apiUrl}/signed-in` };
    const asked = new URLSearchParams({
      ...{ ...comesBackTo, response_type: "code", scope: `openid profile ${scope}`.trim() },
      ...{ code_challenge: createHash("sha256").update(verifier).digest("base64url"), code_challenge_method: "S256" },
    });
    const choice = await client.get(`${authorization_endpoint}?${asked}`);
    const chosen = await client.post(choice.url(), { form: { user } });
    const code = new URL(chosen.url()).searchParams.get("code") ?? "";
    const form = { grant_type: "authorization_code", ...comesBackTo, code, code_verifier: verifier };
    const { expires_in, ...given } = tokens.parse(await (await client.post(token_endpoint, { form })).json());
    const { sub = user, iss = issuer, aud = clientId, exp = 0, iat = 0, ...claims } = decodeJwt(given.id_token);
    const expires_at = Math.floor(Date.now() / 1000) + expires_in;
    const kept = new User({ ...given, profile: { ...claims, sub, iss, aud, exp, iat }, expires_at });
    const stored = { name: `oidc.user:${issuer}:${clientId}`, value: kept.toStorageString() };
    return { ...(await client.storageState()), origins: [{ origin: apiUrl, localStorage: [stored] }] };
  } finally {
    await client.dispose();
  }
}
