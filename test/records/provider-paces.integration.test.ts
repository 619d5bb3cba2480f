import { expect, it } from "vitest";
import { createProviderPaces, paceIdOf } from "../../shared/records/provider-paces.ts";
import { testIds } from "../support/ids.ts";
import { createEngineTable } from "../support/table.ts";

const now = Date.UTC(2026, 2, 2, 9);
const wanted = { millis: 1000, now, reachMillis: 16_000, clearsStrikes: false };

async function stored() {
  return createProviderPaces({ ...(await createEngineTable()), ids: testIds(1) });
}

it("a reservation follows the last one, up to its reach", async () => {
  const paces = await stored();

  const starts = [];
  for (let n = 0; n < 18; n++) starts.push(await paces.reserve("tenant", "w", wanted));

  expect(starts.slice(0, 17).map((one) => (one.kind === "granted" ? one.start - now : one))).toEqual(
    Array.from({ length: 17 }, (_, n) => n * 1000),
  );
  expect(starts[17]).toEqual({ kind: "later", at: now + 17_000 });
});

it("sixteen workers that reserve at once get sixteen places", async () => {
  const paces = await stored();

  const all = await Promise.all(Array.from({ length: 16 }, () => paces.reserve("tenant", "r", wanted)));

  const starts = all.map((one) => (one.kind === "granted" ? one.start - now : -1));
  expect(starts.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 16 }, (_, n) => n * 1000));
});

it("a refusal moves all reservations behind it and never goes back", async () => {
  const paces = await stored();
  await paces.reserve("tenant", "w", wanted);

  expect(await paces.block("tenant", "w", now + 9128, now)).toBe(now + 9128);
  expect(await paces.block("tenant", "w", now + 2128, now)).toBe(now + 9128);
  expect(await paces.reserve("tenant", "w", wanted)).toMatchObject({ kind: "granted", start: now + 9128 });
  // Other calls and other tenants go on.
  expect(await paces.reserve("tenant", "r", wanted)).toMatchObject({ start: now });
  expect(await paces.reserve("other", "w", wanted)).toMatchObject({ start: now });
});

it("a refusal without a time waits longer each time", async () => {
  const paces = await stored();

  const waits = [];
  let at = now;
  for (let n = 0; n < 7; n++) {
    const until = await paces.strike("tenant", "w", at);
    waits.push((until - at) / 1000);
    at = until;
  }

  expect(waits).toEqual([30, 60, 120, 240, 480, 900, 900]);
});

it("a budget counts calls that were refused together once", async () => {
  const paces = await stored();

  const untils = await Promise.all(Array.from({ length: 4 }, () => paces.strike("tenant", "w", now)));

  expect(untils).toEqual(Array(4).fill(now + 30_000));
  expect((await paces.read("tenant", "w")).strikes).toBe(1);
});

it("an accepted call ends a series of refusals", async () => {
  const paces = await stored();
  const until = await paces.strike("tenant", "w", now);
  await paces.reserve("tenant", "w", { ...wanted, now: until });

  await paces.reserve("tenant", "w", { ...wanted, now: until, clearsStrikes: true });

  expect(await paces.strike("tenant", "w", until)).toBe(until + 30_000);
});

it("a budget belongs to one application in one tenant", () => {
  const tokenUrl = "https://login.example/TENANT/oauth2/v2.0/token";
  const id = paceIdOf({ tokenUrl, clientId: "client" });

  expect(paceIdOf({ tokenUrl: tokenUrl.toLowerCase(), clientId: "CLIENT" })).toBe(id);
  expect(paceIdOf({ tokenUrl: tokenUrl.replace("TENANT", "other"), clientId: "client" })).not.toBe(id);
  expect(paceIdOf({ tokenUrl, clientId: "another" })).not.toBe(id);
});
