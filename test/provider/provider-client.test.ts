import { afterEach, expect, it } from "vitest";
import { createProviderClient, pagesMax } from "../../functions/worker/provider/provider-client.ts";
import { triesMax } from "../../functions/worker/provider/retrying.ts";
import { testClock } from "../support/clock.ts";
import {
  aConnection,
  inTurn,
  issueToken,
  type Script,
  type ScriptedProvider,
  sendJson,
  spentTimer,
  startScripted,
} from "./scripted-provider.ts";

const started: ScriptedProvider[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((provider) => provider.stop()));
});

interface Setting {
  readonly token?: Script;
  readonly timeLeftMillis?: number;
  readonly secret?: string | undefined;
  readonly allowedOrigins?: (origin: string) => string[];
}

async function aClient(script: Script, setting: Setting = {}) {
  const provider = await startScripted(script, setting.token);
  started.push(provider);
  const clock = testClock();
  const spent = spentTimer(setting.timeLeftMillis);
  const secretsRead: string[] = [];
  const client = createProviderClient({
    allowedOrigins: setting.allowedOrigins?.(provider.origin) ?? [provider.origin],
    readSecret: async (name) => {
      secretsRead.push(name);
      return "secret" in setting ? setting.secret : "s3cret";
    },
    clock,
    timer: spent.timer,
    random: () => 0.5,
  });
  const connection = aConnection(provider.origin);
  const open = (from = { number: 0 }) => client.openCollection(connection, "deviceConfigurations", from, spent.budget);
  return { provider, client, connection, open, clock, secretsRead, ...spent };
}

const page = (value: unknown[], nextLink?: string) => ({ value, ...(nextLink && { "@odata.nextLink": nextLink }) });
const answerPage: Script = (_request, response) => sendJson(response, 200, page([{ id: "a" }]));
const status =
  (code: number, headers?: Record<string, string>): Script =>
  (_request, response) =>
    sendJson(response, code, { error: { code: "x", message: "s3cret inside" } }, headers);
const raw =
  (body: string | Buffer): Script =>
  (_request, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(body);
  };
const failed = (reasonCode: string) => ({ ok: false, failure: expect.objectContaining({ reasonCode }) });

it("asks for a token with the secret of that name, then reads with it", async () => {
  const { provider, open, secretsRead } = await aClient(answerPage);

  const answer = await open().next();

  expect(answer).toEqual({ ok: true, value: { number: 0, items: [{ id: "a" }], total: 1 } });
  const [token, read] = provider.requests;
  expect(Object.fromEntries(new URLSearchParams(token?.body))).toMatchObject({
    grant_type: "client_credentials",
    client_id: "client",
    client_secret: "s3cret",
  });
  expect(read).toMatchObject({ path: "/beta/deviceManagement/deviceConfigurations", authorization: "Bearer token-1" });
  expect(secretsRead).toEqual(["runtruth/test/provider"]);
});

it("follows next links to the end, then says so", async () => {
  const { open, provider } = await aClient(({ path }, response) =>
    path.includes("skip")
      ? sendJson(response, 200, page([{ id: "b" }]))
      : sendJson(response, 200, { ...page([{ id: "a" }], `${path}?$skiptoken=1`), "@odata.count": 2 }),
  );
  const pages = open();

  const read = [await pages.next(), await pages.next(), await pages.next()];

  expect(read).toMatchObject([
    { ok: true, value: { number: 0, total: 2 } },
    { ok: true, value: { number: 1, items: [{ id: "b" }] } },
    { ok: true, value: "end" },
  ]);
  expect(provider.reads()).toHaveLength(2);
});

it("goes on at the page a position names", async () => {
  const { open, provider } = await aClient(answerPage);

  const answer = await open({ number: 4, ...{ nextLink: `${provider.origin}/beta/x?$skiptoken=4` } }).next();

  expect(answer).toMatchObject({ ok: true, value: { number: 4 } });
  expect(provider.reads()).toEqual(["/beta/x?$skiptoken=4"]);
});

it("keeps a token while it is valid, and gets a new one after", async () => {
  const { open, clock, provider } = await aClient(answerPage, { token: issueToken(600) });

  await open().next();
  clock.advance(539);
  await open().next();
  clock.advance(1);
  await open().next();

  expect(provider.requests.filter(({ path }) => path === "/token")).toHaveLength(2);
});

it("replaces a token that is not accepted any more, once", async () => {
  const { open, provider, waits } = await aClient(inTurn(status(401), answerPage));

  expect(await open().next()).toMatchObject({ ok: true });
  expect(provider.requests.map(({ authorization }) => authorization).filter(Boolean)).toEqual([
    "Bearer token-1",
    "Bearer token-2",
  ]);
  expect(waits).toEqual([0]);
});

it("gives up when the new token is not accepted either", async () => {
  const { open, provider } = await aClient(status(401));

  expect(await open().next()).toEqual(failed("provider_auth_failed"));
  expect(provider.reads()).toHaveLength(2);
});

it.each([
  { headers: { "retry-after": "7" }, wait: 7000 },
  { headers: { "retry-after": "Mon, 02 Mar 2026 09:00:09 GMT" }, wait: 9000 },
  { headers: { "retry-after": "Mon, 02 Mar 2026 08:00:00 GMT" }, wait: 0 },
  { headers: { "retry-after": "soon" }, wait: 750 },
  { headers: {}, wait: 750 },
])("waits $wait ms after a 429 with $headers", async ({ headers, wait }) => {
  const { open, waits } = await aClient(inTurn(status(429, { ...headers }), answerPage));

  expect(await open().next()).toMatchObject({ ok: true });
  expect(waits).toEqual([wait]);
});

it("does not begin a wait that is longer than the time left", async () => {
  const { open, waits, provider } = await aClient(status(429, { "retry-after": "60" }), { timeLeftMillis: 60_000 });

  expect(await open().next()).toEqual(failed("provider_throttled"));
  expect(waits).toEqual([]);
  expect(provider.reads()).toHaveLength(1);
});

it("tries a 5xx again with growing pauses, and stops", async () => {
  const { open, waits, provider } = await aClient(status(503));

  expect(await open().next()).toEqual(failed("provider_unreachable"));
  expect(provider.reads()).toHaveLength(triesMax);
  expect(waits).toEqual([750, 1500, 3000, 6000]);
});

it("recovers from a connection that is cut before the answer", async () => {
  const { open } = await aClient(inTurn((_request, response) => response.destroy(), answerPage));

  expect(await open().next()).toMatchObject({ ok: true });
});

it.each([
  [
    "cut in the middle of its body",
    (_request, response) => {
      response.writeHead(200, { "content-length": "1000" });
      response.write('{"value":[', () => response.destroy());
    },
  ],
  ["ended in the middle of its JSON", raw('{"value":[{"id":"a"}')],
  ["no page", raw('{"error":"none"}')],
] satisfies [string, Script][])("tries an answer that is %s again, then calls it invalid", async (_what, script) => {
  const { open, provider } = await aClient(script);

  expect(await open().next()).toEqual(failed("provider_response_invalid"));
  expect(provider.reads()).toHaveLength(triesMax);
});

it("reads a page of 5 MB", async () => {
  const { open } = await aClient(raw(JSON.stringify(page([{ id: "a", text: "x".repeat(5 * 1024 * 1024) }]))));

  expect(await open().next()).toMatchObject({ ok: true, value: { number: 0 } });
});

it("stops reading a body beyond 16 MB", async () => {
  const { open } = await aClient(raw(" ".repeat(17 * 1024 * 1024)), { timeLeftMillis: 100 });

  expect(await open().next()).toEqual(failed("provider_response_invalid"));
});

it("reads a page that begins with a byte order mark", async () => {
  const { open } = await aClient(raw(`\uFEFF${JSON.stringify(page([{ id: "a" }]))}`));

  expect(await open().next()).toMatchObject({ ok: true, value: { items: [{ id: "a" }] } });
});

it("hands on items without ids and with the same id as they came", async () => {
  const items = [{ id: "a" }, {}, { id: "a" }, null];
  const { open } = await aClient(raw(JSON.stringify(page(items))));

  expect(await open().next()).toMatchObject({ ok: true, value: { items } });
});

it("names the call that timed out", async () => {
  let passLimit = () => {};
  const set = await aClient(() => passLimit(), { timeLeftMillis: 700 });
  passLimit = set.passLimit;

  expect(await set.open().next()).toEqual({
    ok: false,
    failure: {
      reasonCode: "provider_unreachable",
      message: expect.stringMatching(/^Reading deviceConfigurations timed out after \d+ s\.$/),
    },
  });
});

it("stops at once when the attempt must stop", async () => {
  let stop = () => {};
  const set = await aClient(() => stop());
  stop = () => set.stop.abort();

  expect(await set.open().next()).toMatchObject({ ok: false, failure: { message: expect.stringMatching(/stopped/) } });
  expect(set.provider.reads()).toHaveLength(1);
});

it("finds out that nobody listens", async () => {
  const { open, provider } = await aClient(answerPage);
  await provider.stop();

  expect(await open().next()).toEqual(failed("provider_unreachable"));
});

it.each([
  [403, "provider_permission_denied"],
  [404, "provider_response_invalid"],
  [400, "provider_response_invalid"],
])("does not try a %i again: %s", async (code, reasonCode) => {
  const { open, provider } = await aClient(status(code));

  const answer = await open().next();

  expect(answer).toEqual(failed(reasonCode));
  expect(provider.reads()).toHaveLength(1);
  expect(JSON.stringify(answer)).not.toContain("s3cret");
});

it("never follows a redirect, not even to the same origin", async () => {
  const { open, provider } = await aClient((_request, response) => {
    response.writeHead(302, { location: "/elsewhere" });
    response.end();
  });

  expect(await open().next()).toEqual(failed("provider_response_invalid"));
  expect(provider.reads()).toHaveLength(1);
});

it("calls nobody, and reads no secret, for an origin that is not on the allow-list", async () => {
  const { open, provider, secretsRead } = await aClient(answerPage, { allowedOrigins: () => ["https://graph.test"] });

  expect(await open().next()).toEqual(failed("provider_connection_invalid"));
  expect(provider.requests).toEqual([]);
  expect(secretsRead).toEqual([]);
});

it.each(["https://127.0.0.1:1/beta", "file:///etc/passwd", "not a url", "http://user:pass@127.0.0.1"])(
  "refuses the base URL %s",
  async (baseUrl) => {
    const { client, connection, budget, provider } = await aClient(answerPage);

    expect(await client.verify({ ...connection, baseUrl }, budget)).toEqual(failed("provider_connection_invalid"));
    expect(provider.requests).toEqual([]);
  },
);

it.each([
  ["another origin", "http://127.0.0.1:1/next"],
  ["another scheme", "file:///next"],
])("keeps the page, and refuses a next link to %s", async (_what, nextLink) => {
  const { open } = await aClient(raw(JSON.stringify(page([{ id: "a" }], nextLink))));
  const pages = open();

  expect(await pages.next()).toMatchObject({ ok: true, value: { items: [{ id: "a" }] } });
  expect(await pages.next()).toEqual(failed("provider_response_invalid"));
});

it("notices next links that lead in a circle", async () => {
  const { open, provider } = await aClient(({ path }, response) => {
    const [base] = path.split("?");
    sendJson(response, 200, page([], path.includes("=1") ? `${base}?t=2` : `${base}?t=1`));
  });
  const pages = open();

  for (let read = 0; read < 3; read++) expect(await pages.next()).toMatchObject({ ok: true });
  expect(await pages.next()).toEqual(failed("provider_response_invalid"));
  expect(provider.reads()).toHaveLength(3);
});

it("stops at a page number that no collection reaches", async () => {
  const { open, provider } = await aClient(answerPage);

  expect(await open({ number: pagesMax }).next()).toEqual(failed("provider_response_invalid"));
  expect(provider.reads()).toEqual([]);
});

it("verifies with a token that was issued for this check", async () => {
  const { client, connection, budget, provider } = await aClient(answerPage);

  const answers = [await client.verify(connection, budget), await client.verify(connection, budget)];

  expect(answers).toEqual([
    { ok: true, value: "verified" },
    { ok: true, value: "verified" },
  ]);
  expect(provider.requests.filter(({ path }) => path === "/token")).toHaveLength(2);
});

it.each([
  [400, { error: "invalid_grant", error_codes: [65001] }, "provider_consent_missing"],
  [400, { error: "consent_required" }, "provider_consent_missing"],
  [401, { error: "invalid_client", error_codes: [7000215] }, "provider_auth_failed"],
  [400, { error: "unauthorized_client", error_codes: [700016] }, "provider_auth_failed"],
  [302, {}, "provider_response_invalid"],
  [404, {}, "provider_response_invalid"],
  [503, {}, "provider_unreachable"],
  [429, {}, "provider_throttled"],
  [200, { expires_in: 60 }, "provider_response_invalid"],
  [200, { access_token: "a\nb", expires_in: 60 }, "provider_response_invalid"],
])("answers a token request with status %i and %o as it is: %s", async (code, body, reasonCode) => {
  const { client, connection, budget, provider } = await aClient(answerPage, {
    token: (_request, response) => sendJson(response, code, body),
  });

  expect(await client.verify(connection, budget)).toEqual(failed(reasonCode));
  expect(provider.reads()).toEqual([]);
});

it.each([undefined, ""])("says that the secret is missing when it is %o", async (secret) => {
  const { client, connection, budget, provider } = await aClient(answerPage, { secret });

  expect(await client.verify(connection, budget)).toEqual(failed("provider_credential_missing"));
  expect(provider.requests).toEqual([]);
});
