import { expect, it } from "vitest";
import { recordKey } from "../../shared/ledger/keys.ts";
import { createStore } from "../../shared/ledger/store.ts";
import { connectionIn, connectionsKind } from "../../shared/records/provider-connections.ts";
import { NOW, testClock } from "../support/clock.ts";
import { createEngineTable } from "../support/table.ts";
import { connectionsIn } from "./complete-records.ts";
import { otherScope, scope, settings } from "./sample-scope.ts";

async function aStore() {
  const target = { ...(await createEngineTable()), clock: testClock() };
  return { ...target, connections: connectionsIn(target) };
}

it("connection store stores an unchecked connection", async () => {
  const { connections } = await aStore();

  const stored = await connections.put(scope, "one", settings());

  expect(stored).toEqual({ id: "one", ...settings(), consentStatus: "unknown", verificationStatus: "unknown" });
  expect(await connections.find(scope, "one")).toEqual(stored);
  expect(await connections.find(otherScope, "one")).toBeUndefined();
});

it("provider has one default connection, the last one set", async () => {
  const { connections } = await aStore();
  await connections.put(scope, "one", settings({ isDefault: true }));
  await connections.put(scope, "two", settings({ isDefault: true }));

  const { records } = await connections.list(scope, { limit: 10 });

  expect(records.map(({ id, isDefault }) => ({ id, isDefault }))).toEqual([
    { id: "one", isDefault: false },
    { id: "two", isDefault: true },
  ]);
  expect(await connections.findDefault(scope)).toMatchObject({ id: "two" });
});

it("provider has no default connection after its owner clears it", async () => {
  const { connections } = await aStore();
  await connections.put(scope, "one", settings({ isDefault: true }));
  await connections.put(scope, "two", settings({ isDefault: false }));
  expect(await connections.findDefault(scope)).toMatchObject({ id: "one" });

  await connections.put(scope, "one", settings({ isDefault: false }));

  expect(await connections.findDefault(scope)).toBeUndefined();
});

it("connection store selects no default between two providers", async () => {
  const { connections } = await aStore();
  await connections.put(scope, "one", settings({ isDefault: true }));
  await connections.put(scope, "two", settings({ isDefault: true, provider: "other" }));

  expect(await connections.findDefault(scope)).toBeUndefined();
});

it("connection store stores check findings and keeps an unobserved consent", async () => {
  const { connections, clock } = await aStore();
  const connection = await connections.put(scope, "one", settings());
  await connections.recordCheck(scope, connection, { consentStatus: "granted", verificationStatus: "healthy" });
  clock.advance(60);

  await connections.recordCheck(scope, connection, { verificationStatus: "error", reasonCode: "provider_unreachable" });

  expect(await connections.find(scope, "one")).toMatchObject({
    consentStatus: "granted",
    verificationStatus: "error",
    lastHealthCheckAt: "2026-03-02T09:01:00.000Z",
    lastErrorReasonCode: "provider_unreachable",
  });
});

it("connection store clears the last error after a successful check", async () => {
  const { connections } = await aStore();
  const connection = await connections.put(scope, "one", settings());
  await connections.recordCheck(scope, connection, { verificationStatus: "error", reasonCode: "provider_throttled" });
  await connections.recordCheck(scope, connection, { verificationStatus: "healthy" });

  expect(await connections.find(scope, "one")).not.toHaveProperty("lastErrorReasonCode");
});

it("connection store keeps findings on a rename and clears them on changed settings", async () => {
  const { connections } = await aStore();
  const connection = await connections.put(scope, "one", settings());
  await connections.recordCheck(scope, connection, { consentStatus: "granted", verificationStatus: "healthy" });

  const renamed = await connections.put(scope, "one", settings({ displayName: "Other name" }));
  const moved = await connections.put(scope, "one", settings({ clientId: "another" }));

  expect(renamed).toMatchObject({ displayName: "Other name", verificationStatus: "healthy" });
  expect(moved).toMatchObject({ consentStatus: "unknown", verificationStatus: "unknown" });
  expect(moved).not.toHaveProperty("lastHealthCheckAt");
});

it("connection store rejects findings for changed settings and of older checks", async () => {
  const { connections, clock } = await aStore();
  const connection = await connections.put(scope, "one", settings());
  await connections.put(scope, "one", settings({ clientId: "another" }));
  await connections.recordCheck(scope, connection, { verificationStatus: "healthy" });
  expect(await connections.find(scope, "one")).toMatchObject({ verificationStatus: "unknown" });

  const current = { ...connection, clientId: "another" };
  await connections.recordCheck(scope, current, { verificationStatus: "healthy" });
  clock.set(new Date(NOW.getTime() - 1000));
  await connections.recordCheck(scope, current, { verificationStatus: "error" });
  expect(await connections.find(scope, "one")).toMatchObject({ verificationStatus: "healthy" });
});

it("connection store pages through all connections exactly once", async () => {
  const { connections } = await aStore();
  for (const id of ["a", "b", "c"]) await connections.put(scope, id, settings());

  const first = await connections.list(scope, { limit: 2 });
  const second = await connections.list(scope, { limit: 2, after: first.nextAfter ?? "" });

  expect([...first.records, ...second.records].map(({ id }) => id)).toEqual(["a", "b", "c"]);
  expect(second.nextAfter).toBeUndefined();
});

it("connection names the checking run unless release 0.1 has written since", async () => {
  const { connections, clock, ...target } = await aStore();
  const connection = await connections.put(scope, "one", settings());
  const by = { runId: "run", attempt: 1, gen: 4, epoch: "epoch1" };
  await connections.recordCheck(scope, connection, { verificationStatus: "healthy" }, by);
  const key = recordKey(scope.workspaceId, scope.environmentId, connectionsKind, "one");
  const stored = () => createStore(target).get(key);
  expect(connectionIn(await stored())?.checkedBy).toMatchObject(by);

  clock.advance(60);
  const values = { now: clock.now().toISOString() };
  await createStore(target).update(key, "SET #record.#lastHealthCheckAt = :now", "attribute_exists(pk)", values);

  expect(connectionIn(await stored())).toMatchObject({ lastHealthCheckAt: values.now });
  expect(connectionIn(await stored())?.checkedBy).toBeUndefined();
});
