import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createRemoteJWKSet, decodeJwt, jwtVerify } from "jose";
import { afterEach, describe, expect, it, vi } from "vitest";
import * as z from "zod";
import { freePort } from "../../local/engines/process.ts";
import { machineClient } from "../../local/identity/configuration.ts";
import { type IssuerKind, issuerKinds } from "../../local/identity/issuer-kinds.ts";
import { type RunningIdentity, startIdentity } from "../../local/identity/oidc.ts";
import { seedUsers } from "../../local/seed-data.ts";

const consoleOrigin = "http://127.0.0.1:4700";
const discoverySchema = z.object({
  issuer: z.string(),
  jwks_uri: z.string(),
  authorization_endpoint: z.string(),
  token_endpoint: z.string(),
});
const tokensSchema = z.object({ access_token: z.string(), expires_in: z.number() });
const signedInSchema = tokensSchema.extend({ id_token: z.string(), refresh_token: z.string() });

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  vi.useRealTimers();
  for (const stop of stops.splice(0).reverse()) await stop();
});

it("identity provider issues a token that the API accepts by authorization code", async () => {
  const identity = await started();

  const { token, idToken } = await signIn(identity, "operator");

  const { payload, protectedHeader } = await verified(identity, token);
  expect(protectedHeader.alg).toBe("RS256");
  expect(payload).toMatchObject({ iss: identity.issuer, sub: "operator", aud: "runtruth", scope: "runtruth/call" });
  expect(decodeJwt(idToken)).not.toHaveProperty("scope");
});

it("sign-in page lists every seeded user by role", async () => {
  const identity = await started();

  const { page } = await signIn(identity, "owner");

  for (const { name } of seedUsers) expect(page).toContain(`value="${name}"`);
});

it("identity provider rejects requests without PKCE or with a foreign redirect address", async () => {
  const identity = await started();

  const withoutProof = await authorize(identity, { code_challenge: "", code_challenge_method: "" });
  const elsewhere = await authorize(identity, { redirect_uri: "http://127.0.0.1:4999/signed-in" });

  expect(withoutProof.headers.get("location")).toContain("error=invalid_request");
  expect(elsewhere.status).toBe(400);
});

it("command-line token equals a sign-in token, for seeded users only", async () => {
  const identity = await started();
  const ask = (user: string, init: RequestInit = { method: "POST" }) =>
    fetch(`${identity.issuer}/local/token?user=${user}`, init);

  const { access_token } = tokensSchema.parse(await (await ask("lab-operator")).json());

  expect((await verified(identity, access_token)).payload.sub).toBe("lab-operator");
  expect((await ask("unknown-user")).status).toBe(404);
  expect((await ask("owner", { method: "GET" })).status).toBe(403);
  expect((await ask("owner", { method: "POST", headers: { origin: "https://example.com" } })).status).toBe(403);
});

it.each([
  { what: "an expired token", options: { expiresInSeconds: -1 }, code: "ERR_JWT_EXPIRED" },
  { what: "a token for another audience", options: { audience: "other" }, code: "ERR_JWT_CLAIM_VALIDATION_FAILED" },
  { what: "a token of another issuer", options: { issuer: "http://x" }, code: "ERR_JWT_CLAIM_VALIDATION_FAILED" },
  { what: "a forged token", options: { isForged: true }, code: "ERR_JWS_SIGNATURE_VERIFICATION_FAILED" },
])("identity provider can issue $what, which fails verification", async ({ options, code }) => {
  const identity = await started();

  const token = await identity.mint("operator", options);

  await expect(verified(identity, token)).rejects.toMatchObject({ code });
});

it("identity provider keeps its signing keys, so tokens survive a restart", async () => {
  const dataDir = await mkdtemp(path.join(tmpdir(), "runtruth-identity-"));
  stops.push(() => rm(dataDir, { recursive: true, force: true }));
  const port = await freePort();
  const first = await started({ dataDir, port });
  const token = await first.mint("manager");
  await first.stop();
  stops.pop();

  const second = await started({ dataDir, port });

  expect((await verified(second, token)).payload.sub).toBe("manager");
});

describe.each(issuerKinds)("a refresh token of the %s issuer", (kind) => {
  const renewed = async (identity: RunningIdentity, refreshToken: string) => {
    const body = new URLSearchParams({
      grant_type: "refresh_token",
      client_id: "runtruth-console",
      refresh_token: refreshToken,
    });
    const answer = await fetch((await discovered(identity)).token_endpoint, { method: "POST", body });
    const { data } = signedInSchema.safeParse(await answer.json());
    return { status: answer.status, ...data };
  };

  it("is replaced on each use, and a late second use ends the session", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() });
    const identity = await started({ kind });
    const { refreshToken } = await signIn(identity, "operator");

    const first = await renewed(identity, refreshToken);
    expect(first).toMatchObject({ status: 200, refresh_token: expect.not.stringMatching(refreshToken) });
    vi.setSystemTime(Date.now() + 11_000);
    expect((await renewed(identity, refreshToken)).status).toBe(400);
    expect((await renewed(identity, first.refresh_token ?? "")).status).toBe(400);
  });

  it("can be used again within ten seconds when the response was lost", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() });
    const identity = await started({ kind });
    const { refreshToken } = await signIn(identity, "operator");

    await renewed(identity, refreshToken);
    vi.setSystemTime(Date.now() + 8_000);
    const again = await renewed(identity, refreshToken);
    expect(again.status).toBe(200);
    expect((await renewed(identity, again.refresh_token ?? "")).status).toBe(200);
  });

  it("is valid for twelve hours from the sign-in, however often it is replaced", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() });
    const identity = await started({ kind });
    const { refreshToken } = await signIn(identity, "operator");

    vi.setSystemTime(Date.now() + 11.9 * 3_600_000);
    const late = await renewed(identity, refreshToken);
    expect(late.status).toBe(200);
    vi.setSystemTime(Date.now() + 0.2 * 3_600_000);
    expect((await renewed(identity, late.refresh_token ?? "")).status).toBe(400);
  });
});

it("a program gets a token by client credentials with its client as subject", async () => {
  const identity = await started();
  const ask = async (secret: string) =>
    fetch((await discovered(identity)).token_endpoint, {
      method: "POST",
      headers: { authorization: `Basic ${btoa(`${machineClient.id}:${secret}`)}` },
      body: new URLSearchParams({ grant_type: "client_credentials", scope: "runtruth/call" }),
    });

  const { access_token } = tokensSchema.parse(await (await ask(machineClient.secret)).json());
  expect((await verified(identity, access_token)).payload).toMatchObject({
    sub: machineClient.id,
    scope: "runtruth/call",
  });
  expect((await ask("wrong")).status).toBe(401);
});

describe("the sign-out of the cognito issuer", () => {
  const target = `${consoleOrigin}/signed-out`;
  const client = { client_id: "runtruth-console" };

  it.each([
    [{ logout_uri: target }, "client_id"],
    [client, "redirect_uri"],
    [{ ...client, post_logout_redirect_uri: target }, "redirect_uri"],
    [{ ...client, logout_uri: "https://elsewhere.example/signed-out" }, "not registered"],
    [{ client_id: "unknown", logout_uri: target }, "does not exist"],
    [{ ...client, logout_uri: target, id_token_hint: "token" }, "id_token_hint are not documented"],
  ])("refuses a request with the parameters %o", async (parameters, reason) => {
    const identity = await started({ kind: "cognito" });
    const { visit } = await signIn(identity, "operator");

    const answer = await visit(signOutUrl(identity, parameters));

    expect([answer.status, answer.headers.getSetCookie()]).toEqual([400, []]);
    expect(await answer.text()).toContain(reason);
  });

  it("ends the browser's session, which otherwise signs in without asking", async () => {
    const identity = await started({ kind: "cognito" });
    const { visit, keep } = await signIn(identity, "operator");
    const next = async () => (await visit(new URL((await authorize(identity)).url))).headers.get("location");

    expect(await next()).toContain(`${consoleOrigin}/signed-in?code=`);
    expect(keep(await visit(signOutUrl(identity, { ...client, logout_uri: target }))).href).toBe(target);
    expect(await next()).toContain("/sign-in/");
  });
});

function signOutUrl({ issuer }: RunningIdentity, parameters: Readonly<Record<string, string>>): URL {
  return new URL(`${issuer}/logout?${new URLSearchParams(parameters).toString()}`);
}

async function started(options: { dataDir?: string; port?: number; kind?: IssuerKind } = {}): Promise<RunningIdentity> {
  const identity = await startIdentity({
    port: options.port ?? (await freePort()),
    users: seedUsers,
    consoleOrigins: [consoleOrigin],
    ...(options.kind && { kind: options.kind }),
    ...(options.dataDir === undefined ? {} : { dataDir: options.dataDir }),
  });
  stops.push(() => identity.stop());
  return identity;
}

async function discovered(identity: RunningIdentity) {
  return discoverySchema.parse(await (await fetch(`${identity.issuer}/.well-known/openid-configuration`)).json());
}

async function verified(identity: RunningIdentity, token: string) {
  const { jwks_uri, issuer } = await discovered(identity);
  return jwtVerify(token, createRemoteJWKSet(new URL(jwks_uri)), { issuer, audience: "runtruth" });
}

const verifier = "a-verifier-that-is-long-enough-for-the-specification";

async function authorize(identity: RunningIdentity, changes: Readonly<Record<string, string>> = {}): Promise<Response> {
  const url = new URL((await discovered(identity)).authorization_endpoint);
  const parameters = {
    client_id: "runtruth-console",
    response_type: "code",
    scope: "openid profile runtruth/call",
    redirect_uri: `${consoleOrigin}/signed-in`,
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
    state: "s",
    ...changes,
  };
  for (const [name, value] of Object.entries(parameters)) if (value !== "") url.searchParams.set(name, value);
  return fetch(url, { redirect: "manual" });
}

/** What a browser does: follow, choose, follow back, exchange the code. */
async function signIn(identity: RunningIdentity, user: string) {
  const cookies = new Map<string, string>();
  const keep = (response: Response) => {
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === "") cookies.delete(name);
      else cookies.set(name, value);
    }
    return new URL(response.headers.get("location") ?? "/", identity.issuer);
  };
  const visit = (url: URL, init: RequestInit = {}) =>
    fetch(url, {
      ...init,
      redirect: "manual",
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") },
    });

  const form = keep(await authorize(identity));
  const page = await (await visit(form)).text();
  const resume = keep(await visit(form, { method: "POST", body: new URLSearchParams({ user }) }));
  const back = keep(await visit(resume));
  const answer = await fetch((await discovered(identity)).token_endpoint, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "authorization_code",
      client_id: "runtruth-console",
      code: back.searchParams.get("code") ?? "",
      code_verifier: verifier,
      redirect_uri: `${consoleOrigin}/signed-in`,
    }),
  });
  const tokens = signedInSchema.parse(await answer.json());
  const { access_token: token, id_token: idToken, refresh_token: refreshToken } = tokens;
  return { page, token, idToken, refreshToken, visit, keep };
}
