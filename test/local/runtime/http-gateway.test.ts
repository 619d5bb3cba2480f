import { once } from "node:events";
import { connect } from "node:net";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { freePort } from "../../../local/engines/process.ts";
import { startIdentity } from "../../../local/identity/oidc.ts";
import type { InvocationResult } from "../../../local/runtime/environment-protocol.ts";
import { createGateway } from "../../../local/runtime/http-gateway.ts";
import { createAuthorizer } from "../../../local/runtime/jwt-authorizer.ts";
import { close, listen } from "../../../local/runtime/ports.ts";

let stops: (() => Promise<void>)[] = [];
beforeEach(() => {
  stops = [];
});
afterEach(async () => {
  vi.useRealTimers();
  for (const stop of stops) await stop();
});

const jwt = { audience: ["runtruth"], scopes: [] };
const route = (key: string, more = {}) => ({
  key,
  functionArn: "fn",
  timeoutMilliseconds: 30_000,
  jwt: undefined,
  ...more,
});

type Answering = (event: unknown, gone: AbortSignal) => Promise<InvocationResult>;

async function aGateway(function_: Answering = async (event) => answered(event)) {
  const identity = await startIdentity({ port: await freePort(), users: [{ name: "operator", description: "" }] });
  stops.push(() => identity.stop());
  const server = createGateway({
    routes: [
      route("GET /open"),
      route("POST /open"),
      route("GET /guarded", { jwt }),
      route("GET /scoped", { jwt: { ...jwt, scopes: ["admin"] } }),
      route("GET /slow", { timeoutMilliseconds: 1 }),
    ],
    authorize: createAuthorizer(identity.issuer),
    invoke: (_, event, _requestId, gone) => function_(event, gone),
    onError: () => undefined,
  });
  const port = await freePort();
  await listen(server, port);
  stops.push(() => close(server));
  return { port, url: `http://127.0.0.1:${port}`, mint: identity.mint };
}

function answered(answer: unknown): InvocationResult {
  return { outcome: "answered", payload: JSON.stringify(answer) };
}

it.each(["/open", "/slow"])("HTTP gateway aborts the invocation when the client of %s disconnects", async (path) => {
  const asked = Promise.withResolvers<AbortSignal>();
  const { url } = await aGateway((_, gone) => {
    asked.resolve(gone);
    return new Promise(() => undefined);
  });
  const sender = new AbortController();

  const answer = fetch(url + path, { signal: sender.signal }).then(
    ({ status }) => status,
    () => "given up",
  );
  const gone = await asked.promise;
  if (path === "/open") sender.abort();

  expect(await answer).toBe(path === "/open" ? "given up" : 503);
  if (!gone.aborted) await once(gone, "abort");
});

it("HTTP gateway passes the claims of a valid token to the function", async () => {
  const { url, mint } = await aGateway();

  const answer = await fetch(`${url}/guarded`, { headers: { authorization: `Bearer ${await mint("operator")}` } });

  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({
    requestContext: { authorizer: { jwt: { claims: { sub: "operator", aud: "runtruth" } } } },
  });
});

it.each([
  { token: "none at all", options: undefined },
  { token: "one that has run out", options: { expiresInSeconds: -60 } },
  { token: "one for another audience", options: { audience: "others" } },
  { token: "one of another issuer", options: { issuer: "http://127.0.0.1:1" } },
  { token: "one signed by a stranger", options: { isForged: true } },
])("HTTP gateway answers 401 to $token without invoking a function", async ({ options }) => {
  let asked = 0;
  const { url, mint } = await aGateway(async () => {
    asked += 1;
    return answered({});
  });
  const headers = options === undefined ? {} : { authorization: `Bearer ${await mint("operator", options)}` };

  const answer = await fetch(`${url}/guarded`, { headers });

  expect([answer.status, await answer.text(), asked]).toEqual([401, '{"message":"Unauthorized"}', 0]);
});

it.each([
  "Bearer",
  "Bearer x.y.z",
  "Basic b3BlcmF0b3I=",
  `Bearer ${unsigned({ alg: "none" })}`,
  `Bearer ${unsigned({ alg: "HS256" })}`,
])("HTTP gateway answers 401 to %s", async (authorization) => {
  const { url } = await aGateway();

  expect((await fetch(`${url}/guarded`, { headers: { authorization } })).status).toBe(401);
});

it("HTTP gateway accepts a known token only until it expires", async () => {
  const { url, mint } = await aGateway();
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() });
  const headers = { authorization: `Bearer ${await mint("operator", { expiresInSeconds: 60 })}` };
  const status = async () => (await fetch(`${url}/guarded`, { headers })).status;

  expect([await status(), await status()]).toEqual([200, 200]);
  vi.setSystemTime(Date.now() + 61_000);
  expect(await status()).toBe(401);
});

it("HTTP gateway answers 403 when the token lacks a scope of the route", async () => {
  const { url, mint } = await aGateway();

  const answer = await fetch(`${url}/scoped`, { headers: { authorization: `Bearer ${await mint("operator")}` } });

  expect([answer.status, await answer.text()]).toEqual([403, '{"message":"Forbidden"}']);
});

it("HTTP gateway answers 404 without a route and 503 on a function timeout", async () => {
  const { url } = await aGateway(() => new Promise(() => undefined));

  const [unknown, late] = await Promise.all([fetch(`${url}/elsewhere`), fetch(`${url}/slow`)]);

  expect([unknown.status, await unknown.text()]).toEqual([404, '{"message":"Not Found"}']);
  expect([late.status, await late.text()]).toEqual([503, '{"message":"Service Unavailable"}']);
});

it("HTTP gateway rejects a body over 10 MB before it is complete", async () => {
  const { port } = await aGateway();
  const socket = connect(port, "127.0.0.1");
  socket.write(`POST /open HTTP/1.1\r\nhost: x\r\ncontent-length: ${10 * 1024 * 1024 + 1}\r\n\r\n`);

  const [first] = await socket.take(1).toArray();
  socket.destroy();

  expect(String(first)).toContain("413");
});

it("HTTP gateway answers 500 when a response exceeds the function limit", async () => {
  const { url } = await aGateway(async () => answered({ statusCode: 200, body: "x".repeat(6 * 1024 * 1024 + 1) }));

  expect((await fetch(`${url}/open`)).status).toBe(500);
});

function unsigned(header: Record<string, string>): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part(header)}.${part({ sub: "operator", aud: "runtruth" })}.`;
}
