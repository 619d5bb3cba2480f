import { afterEach, expect, it } from "vitest";
import { answerPage, failed, scriptedClient, status, stopProviders } from "./scripted-client.ts";
import { inTurn, issueToken, sendJson, startScripted } from "./scripted-provider.ts";

afterEach(stopProviders);

it("provider client caches a token until it expires", async () => {
  const { open, clock, provider } = await scriptedClient(answerPage, { token: issueToken(600) });

  await open().next();
  clock.advance(539);
  await open().next();
  clock.advance(1);
  await open().next();

  expect(provider.requests.filter(({ path }) => path === "/token")).toHaveLength(2);
});

it("provider client refreshes a rejected token once", async () => {
  const { open, provider, waits } = await scriptedClient(inTurn(status(401), answerPage));

  expect(await open().next()).toMatchObject({ ok: true });
  expect(provider.requests.map(({ authorization }) => authorization).filter(Boolean)).toEqual([
    "Bearer token-1",
    "Bearer token-2",
  ]);
  expect(waits).toEqual([0]);
});

it("provider client fails after the refreshed token is rejected", async () => {
  const { open, provider } = await scriptedClient(status(401));

  expect(await open().next()).toEqual(failed("provider_auth_failed"));
  expect(provider.reads()).toHaveLength(2);
});

it("provider client verifies with a freshly issued token", async () => {
  const { client, connection, budget, provider } = await scriptedClient(answerPage);

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
])("token response with status %i and %o becomes %s", async (code, body, reasonCode) => {
  const { client, connection, budget, provider } = await scriptedClient(answerPage, {
    token: (_request, response) => sendJson(response, code, body),
  });

  expect(await client.verify(connection, budget)).toEqual(failed(reasonCode));
  expect(provider.reads()).toEqual([]);
});

it.each([undefined, ""])("provider client reports a missing secret when it is %o", async (secret) => {
  const { client, connection, budget, provider } = await scriptedClient(answerPage, { secret });

  expect(await client.verify(connection, budget)).toEqual(failed("provider_credential_missing"));
  expect(provider.requests).toEqual([]);
});

const tokensOf = (provider: { requests: readonly { authorization: string | undefined }[] }) =>
  provider.requests.map(({ authorization }) => authorization).filter(Boolean);

it.each([
  [
    "environment",
    { scope: { workspaceId: "acme", environmentId: "acme-lab" } },
    "runtruth/test/acme/acme-lab/provider",
  ],
  [
    "workspace",
    { scope: { workspaceId: "globex", environmentId: "acme-prod" } },
    "runtruth/test/globex/acme-prod/provider",
  ],
  ["connection", { id: "connection-2" }, undefined],
  ["client", { clientId: "another" }, undefined],
  ["secret name", {}, "runtruth/test/acme/acme-prod/another"],
])("provider token is never used for another %s", async (_name, change, secretName) => {
  const { client, connection, budget, provider } = await scriptedClient(answerPage);
  const other = { ...connection, ...change, ...(secretName && { secretName }) };

  for (const one of [connection, other])
    await client.openCollection(one, "deviceConfigurations", { number: 0 }, budget).next();

  expect(tokensOf(provider)).toEqual(["Bearer token-1", "Bearer token-2"]);
});

it.each(["baseUrl", "tokenUrl"] as const)(
  "provider token never reaches another origin after %s changed",
  async (changed) => {
    const other = await startScripted(answerPage);
    const { client, connection, budget, provider } = await scriptedClient(answerPage, {
      allowedOrigins: (origin) => [origin, other.origin],
    });
    const moved = { ...connection, [changed]: connection[changed].replace(provider.origin, other.origin) };
    const read = (one: typeof connection) =>
      client.openCollection(one, "deviceConfigurations", { number: 0 }, budget).next();

    await read(connection);
    const answer = await read(moved);
    await other.stop();

    expect(answer).toMatchObject({ ok: true });
    // Each token service numbers its own tokens, so the second token of the first is the one issued for the new base.
    const expected = changed === "baseUrl" ? ["Bearer token-2"] : ["Bearer token-1", "Bearer token-1"];
    expect(tokensOf(changed === "baseUrl" ? other : provider)).toEqual(expected);
    expect(other.requests.length).toBeGreaterThan(0);
  },
);

it("provider client replaces a token within a minute after secret rotation", async () => {
  const secret = { secret: "first" };
  const { open, clock, provider } = await scriptedClient(answerPage, secret);

  await open().next();
  secret.secret = "second";
  clock.advance(59);
  await open().next();
  clock.advance(1);
  await open().next();
  clock.advance(60);
  await open().next();

  expect(tokensOf(provider)).toEqual(["Bearer token-1", "Bearer token-1", "Bearer token-2", "Bearer token-2"]);
  expect(provider.requests.filter(({ path }) => path === "/token").map(({ body }) => body)).toEqual([
    expect.stringContaining("client_secret=first"),
    expect.stringContaining("client_secret=second"),
  ]);
});

it("provider client drops a token within a minute after its secret was removed", async () => {
  const secret: { secret: string | undefined } = { secret: "first" };
  const { open, clock, provider } = await scriptedClient(answerPage, secret);

  await open().next();
  secret.secret = undefined;
  clock.advance(60);

  expect(await open().next()).toEqual(failed("provider_credential_missing"));
  expect(provider.reads()).toHaveLength(1);
});
