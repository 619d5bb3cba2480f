import { SignJWT } from "jose";
import { expect, it } from "vitest";
import { routes } from "../../shared/contract/routes.ts";
import { type Answer, apiOf, runOf } from "./api.ts";
import { stackForTest } from "./stacks.ts";

it("the API rejects invalid tokens and hides what a caller may not see", async () => {
  const stack = await stackForTest();
  const api = apiOf(stack);
  const good = await stack.token("operator");
  const [, payload = "", signature = ""] = good.split(".");
  const unsigned = Buffer.from(JSON.stringify({ alg: "none", typ: "JWT" })).toString("base64url");
  const statusWith = async (authorization: string | undefined) =>
    (await fetch(`${stack.apiUrl}/api/me`, authorization === undefined ? {} : { headers: { authorization } })).status;

  expect(await statusWith(`Bearer ${good}`)).toBe(200);
  const bad = {
    none: undefined,
    empty: "Bearer ",
    "no token at all": "Bearer nonsense",
    expired: `Bearer ${await stack.token("operator", { expiresInSeconds: -60 })}`,
    "not good yet": `Bearer ${await stack.token("operator", { startsInSeconds: 600 })}`,
    "for another audience": `Bearer ${await stack.token("operator", { audience: "another-audience" })}`,
    "from another issuer": `Bearer ${await stack.token("operator", { issuer: "http://127.0.0.1:1" })}`,
    "signed by a stranger": `Bearer ${await stack.token("operator", { isForged: true })}`,
    "signed with alg none": `Bearer ${unsigned}.${payload}.`,
    "signed with the public key as if it were a secret": `Bearer ${await withPublicKeyAsSecret(stack.issuer, payload)}`,
    "alg none with a signature": `Bearer ${unsigned}.${payload}.${signature}`,
  };
  for (const [what, authorization] of Object.entries(bad)) {
    expect({ what, status: await statusWith(authorization) }).toEqual({ what, status: 401 });
  }
  // Valid tokens for another use: an ID token, and an access token without the scope.
  const forNothing = `Bearer ${await stack.token("operator", { scope: "" })}`;
  const forOther = `Bearer ${await stack.token("operator", { scope: "openid profile runtruth/other" })}`;

  for (const { auth, method, path } of routes.filter((route) => route.auth === "jwt")) {
    const address = `${stack.apiUrl}${path.replaceAll(/[{}]/g, "")}`;
    const { status } = await fetch(address, { method, headers: { authorization: bad.expired } });
    expect({ auth, method, path, status }).toEqual({ auth, method, path, status: 401 });
    for (const authorization of [forNothing, forOther]) {
      const answer = await fetch(address, { method, headers: { authorization } });
      expect({ method, path, status: answer.status }).toEqual({ method, path, status: 403 });
    }
  }

  const run = runOf(
    await api.start({ user: "operator", workspaceId: "acme", environmentId: "acme-prod" }, "policy.sync"),
  );
  const mine = `/api/workspaces/acme/operations/${run.id}`;
  expect((await api.request("operator", mine)).status).toBe(200);
  const hidden = await Promise.all([
    api.request("outsider", mine),
    api.request("lab-operator", mine),
    api.request("operator", `/api/workspaces/globex/operations/${run.id}`),
    api.request("operator", "/api/workspaces/nowhere/operations/01ARZ3NDEKTSV4RRFFQ69G5FAV"),
    api.request("operator", "/api/workspaces/acme/operations/01ARZ3NDEKTSV4RRFFQ69G5FAV"),
  ]);
  const [absent, ...others] = hidden.map(comparable).reverse();
  expect(absent?.status).toBe(404);
  for (const other of others) expect(other).toEqual(absent);
});

/** Headers that differ between any two requests; the last is the gateway's request id. */
const ofTheRequest = ["date", "x-request-id", "apigw-requestid"];

function comparable({ status, headers, text }: Answer) {
  return { status, headers: [...headers].filter(([name]) => !ofTheRequest.includes(name)), text };
}

/** Algorithm confusion: an HMAC signature with the public key as its secret. */
async function withPublicKeyAsSecret(issuer: string, payload: string): Promise<string> {
  const keys = await (await fetch(`${issuer}/jwks`)).text();
  const claims: Record<string, unknown> = JSON.parse(Buffer.from(payload, "base64url").toString());
  return new SignJWT(claims).setProtectedHeader({ alg: "HS256" }).sign(Buffer.from(keys));
}
