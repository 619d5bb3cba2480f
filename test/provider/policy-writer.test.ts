import { afterEach, expect, it } from "vitest";
import { triesMax } from "../../functions/worker/provider/retrying.ts";
import { failed, raw, scriptedClient, status, stopProviders } from "./scripted-client.ts";
import { inTurn, type Script, sendJson } from "./scripted-provider.ts";

afterEach(stopProviders);

const compliance = { collection: "deviceCompliancePolicies", id: "policy-1" } as const;
const catalog = { collection: "configurationPolicies", id: "policy-2" } as const;
const base = "/beta/deviceManagement";
const actionsExpanded = new URLSearchParams({
  $expand: "scheduledActionsForRule($expand=scheduledActionConfigurations)",
}).toString();
const cut: Script = (_request, response) => response.destroy();
const created: Script = (_request, response) => sendJson(response, 201, { id: "new-1" });
const policy: Script = (_request, response) => sendJson(response, 200, { id: "policy-1", description: "x" });

it("policy writer replaces settings-catalog policies and patches others, as authorized JSON", async () => {
  const { client, connection, budget, provider } = await scriptedClient(status(204));

  expect(await client.writePolicy(connection, compliance, { description: "x" }, budget)).toEqual({
    ok: true,
    value: "written",
  });
  expect(await client.writePolicy(connection, catalog, { name: "y" }, budget)).toEqual({ ok: true, value: "written" });

  expect(provider.requests.slice(1)).toEqual([
    {
      method: "PATCH",
      path: `${base}/deviceCompliancePolicies/policy-1`,
      authorization: "Bearer token-1",
      body: '{"description":"x"}',
    },
    {
      method: "PUT",
      path: `${base}/configurationPolicies/policy-2`,
      authorization: "Bearer token-1",
      body: '{"name":"y"}',
    },
  ]);
});

it("policy writer sets actions by the request that replaces them all", async () => {
  const { client, connection, budget, provider } = await scriptedClient(status(204));
  const rules = [{ ruleName: "PasswordRequired", scheduledActionConfigurations: [{ actionType: "block" }] }];

  expect(await client.scheduleActions(connection, compliance, rules, budget)).toEqual({ ok: true, value: "written" });

  expect(provider.requests.at(-1)).toMatchObject({
    method: "POST",
    path: `${base}/deviceCompliancePolicies/policy-1/scheduleActionsForRules`,
    body: JSON.stringify({ deviceComplianceScheduledActionForRules: rules }),
  });
});

it("policy writer reads one policy with separate settings, or reports it missing", async () => {
  const { client, connection, budget, provider } = await scriptedClient(inTurn(policy, status(404)));

  expect(await client.readPolicy(connection, compliance, budget)).toEqual({
    ok: true,
    value: { id: "policy-1", description: "x" },
  });
  expect(await client.readPolicy(connection, catalog, budget)).toEqual({ ok: true, value: "absent" });
  expect(provider.reads()).toEqual([
    `${base}/deviceCompliancePolicies/policy-1?${actionsExpanded}`,
    `${base}/configurationPolicies/policy-2?%24expand=settings`,
  ]);
});

it.each([400, 404, 409, 412, 422])(
  "policy writer treats %s on a write as a rejection of that policy only",
  async (code) => {
    const { client, connection, budget, provider } = await scriptedClient(status(code));

    expect(await client.writePolicy(connection, compliance, {}, budget)).toEqual({ ok: true, value: "refused" });
    expect(provider.reads()).toHaveLength(1);
  },
);

it("policy writer retries a write after a 429, respecting Retry-After", async () => {
  const { client, connection, budget, waits } = await scriptedClient(
    inTurn(status(429, { "retry-after": "7" }), status(204)),
  );

  expect(await client.writePolicy(connection, compliance, {}, budget)).toMatchObject({ ok: true });
  expect(waits).toEqual([7000]);
});

it("policy writer reports Retry-After when it exceeds the remaining time", async () => {
  const { client, connection, budget } = await scriptedClient(status(429, { "retry-after": "900" }), {
    timeLeftMillis: 60_000,
  });

  expect(await client.writePolicy(connection, compliance, {}, budget)).toMatchObject({
    ok: false,
    failure: { reasonCode: "provider_throttled", retryAfterMillis: 900_000 },
  });
});

it("policy writer refreshes a rejected token once and writes with the new one", async () => {
  const { client, connection, budget, provider } = await scriptedClient(inTurn(status(401), status(204)));

  expect(await client.writePolicy(connection, compliance, {}, budget)).toMatchObject({ ok: true });
  expect(provider.requests.at(-1)?.authorization).toBe("Bearer token-2");
});

it.each([
  ["cut off", cut],
  ["answered with 503", status(503)],
  ["answered with no JSON", raw("{")],
] satisfies [string, Script][])("policy writer retries a read %s up to a limit", async (_what, script) => {
  const { client, connection, budget, provider } = await scriptedClient(script);
  const answer = await client.readPolicy(connection, compliance, budget);

  expect(answer).toMatchObject({ ok: false });
  expect(provider.reads()).toHaveLength(triesMax);
});

it.each([
  ["cut off", cut],
  ["answered with 503", status(503)],
  ["answered without a policy", status(201)],
] satisfies [string, Script][])(
  "policy writer never repeats a creation %s: the policy may exist",
  async (_what, script) => {
    const { client, connection, budget, provider } = await scriptedClient(inTurn(script, created));

    expect(await client.createPolicy(connection, "deviceConfigurations", {}, budget)).toMatchObject({ ok: false });
    expect(provider.reads()).toHaveLength(1);
  },
);

it("policy writer repeats a creation rejected with a 429 or an expired token", async () => {
  const { client, connection, budget, provider } = await scriptedClient(
    inTurn(status(429, { "retry-after": "1" }), status(401), created),
  );

  expect(await client.createPolicy(connection, "deviceConfigurations", { a: 1 }, budget)).toEqual({
    ok: true,
    value: { id: "new-1" },
  });
  expect(provider.requests.at(-1)).toMatchObject({
    method: "POST",
    path: `${base}/deviceConfigurations`,
    body: '{"a":1}',
  });
});

it("policy writer encodes any id as one path segment", async () => {
  const { client, connection, budget, provider } = await scriptedClient(status(404));
  await client.readPolicy(connection, { collection: "deviceConfigurations", id: "../../users?x=1#y" }, budget);

  expect(provider.reads()).toEqual([`${base}/deviceConfigurations/..%2F..%2Fusers%3Fx%3D1%23y`]);
});

it("policy writer sends no request or secret outside the allow-list", async () => {
  const { client, connection, budget, provider, secretsRead } = await scriptedClient(status(204), {
    allowedOrigins: () => [],
  });

  expect(await client.writePolicy(connection, compliance, {}, budget)).toEqual(failed("provider_connection_invalid"));
  expect(await client.createPolicy(connection, "deviceConfigurations", {}, budget)).toEqual(
    failed("provider_connection_invalid"),
  );
  expect(provider.requests).toEqual([]);
  expect(secretsRead).toEqual([]);
});

it("policy writer pauses until an instant, or reports too little time", async () => {
  const { client, budget, clock, waits } = await scriptedClient(status(204), { timeLeftMillis: 60_000 });
  const after = (millis: number) => new Date(clock.now().getTime() + millis);

  expect(await client.pauseUntil(after(-1), budget)).toBe(true);
  expect(await client.pauseUntil(after(20_000), budget)).toBe(true);
  expect(await client.pauseUntil(after(90_000), budget)).toBe(false);
  expect(waits).toEqual([20_000, 40_000]);
});
