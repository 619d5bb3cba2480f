import { afterEach, expect, it } from "vitest";
import {
  issueToken,
  type Script,
  type ScriptedProvider,
  sendJson,
  startScripted,
} from "../provider/scripted-provider.ts";
import { operationWorld, scope } from "./operation-world.ts";

const started: ScriptedProvider[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((provider) => provider.stop()));
});

const onePolicy: Script = (_request, response) => sendJson(response, 200, { value: [{ id: "a" }] });
const refuse =
  (status: number, body: unknown = {}): Script =>
  (_request, response) =>
    sendJson(response, status, body);

async function aWorld(read: Script, token: Script = issueToken()) {
  const provider = await startScripted(read, token);
  started.push(provider);
  const world = await operationWorld(provider.origin);
  await world.addConnection();
  return { ...world, provider, stored: () => world.connections.find(scope, "connection-1") };
}

it("connection check records a healthy connection with the time of its check", async () => {
  const world = await aWorld(onePolicy);

  const result = await world.perform("provider.connection.check");

  expect(result).toMatchObject({ outcome: "succeeded", related: { type: "provider_connection", id: "connection-1" } });
  const checkedAt = world.clock.now().toISOString();
  expect(await world.stored()).toMatchObject({
    consentStatus: "granted",
    verificationStatus: "healthy",
    lastHealthCheckAt: checkedAt,
    consentLastCheckedAt: checkedAt,
  });
  expect(world.provider.reads()).toHaveLength(1);
});

it.each([
  {
    token: refuse(400, { error: "invalid_grant", error_codes: [65001] }),
    outcome: "blocked",
    reasonCode: "provider_consent_missing",
    consentStatus: "required",
    verificationStatus: "blocked",
  },
  {
    token: refuse(401, { error: "invalid_client" }),
    outcome: "failed",
    reasonCode: "provider_auth_failed",
    consentStatus: "unknown",
    verificationStatus: "error",
  },
  {
    read: refuse(403),
    outcome: "blocked",
    reasonCode: "provider_permission_denied",
    consentStatus: "unknown",
    verificationStatus: "blocked",
  },
  {
    read: refuse(404),
    outcome: "failed",
    reasonCode: "provider_not_found",
    consentStatus: "unknown",
    verificationStatus: "degraded",
  },
])(
  "connection check ends $outcome with $reasonCode and stores it on the connection",
  async ({ read, token, ...expected }) => {
    const world = await aWorld(read ?? onePolicy, token);
    const { outcome, reasonCode, consentStatus, verificationStatus } = expected;

    expect(await world.perform("provider.connection.check")).toMatchObject({
      outcome,
      reasonCode,
      failures: [{ code: reasonCode }],
    });
    expect(await world.stored()).toMatchObject({ consentStatus, verificationStatus, lastErrorReasonCode: reasonCode });
  },
);

it("connection check detects that consent was granted", async () => {
  const world = await aWorld(onePolicy);
  const connection = await world.addConnection();
  await world.connections.recordCheck(scope, connection, { consentStatus: "required", verificationStatus: "blocked" });

  expect(await world.perform("provider.connection.check")).toMatchObject({ outcome: "succeeded" });
  expect(await world.stored()).toMatchObject({ consentStatus: "granted", verificationStatus: "healthy" });
});

it("connection check neither calls a disabled connection nor writes findings", async () => {
  const world = await aWorld(onePolicy);
  await world.addConnection({ isEnabled: false });

  expect(await world.perform("provider.connection.check")).toMatchObject({
    outcome: "blocked",
    reasonCode: "provider_connection_disabled",
  });
  expect(world.provider.requests).toEqual([]);
  expect(await world.stored()).toMatchObject({ verificationStatus: "unknown" });
});

it("connection check start is refused without a connection", async () => {
  const world = await operationWorld();

  for (const input of [{}, { providerConnectionId: "absent" }]) {
    expect(await world.prepare("provider.connection.check", input)).toMatchObject({
      kind: "refuse",
      errors: [{ path: "providerConnectionId" }],
    });
  }
});

it("connection check treats the default connection as the named one", async () => {
  const world = await aWorld(onePolicy);

  const byDefault = await world.prepare("provider.connection.check");

  expect(byDefault).toEqual(await world.prepare("provider.connection.check", { providerConnectionId: "connection-1" }));
});
