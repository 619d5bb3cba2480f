import { afterEach, expect, it } from "vitest";
import { aClient, answerPage, failed, status, stopProviders } from "./a-client.ts";
import { inTurn, issueToken, sendJson } from "./scripted-provider.ts";

afterEach(stopProviders);

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
