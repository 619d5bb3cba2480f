import { expect, it } from "vitest";
import { bytesOf, connection, createWorld, provider } from "../world.ts";

const path = "/api/workspaces/acme/environments/acme-prod/records/provider-connections/main";

it("creates a connection that no check has looked at yet", async () => {
  const world = await createWorld();

  const told = await world.call({ method: "PUT", path, body: connection, as: "manager" });

  expect(told.status).toBe(200);
  const unchecked = { consentStatus: "unknown", verificationStatus: "unknown" };
  const state = { label: "Not checked", tone: "neutral" };
  expect(told.body).toEqual({ id: "main", ...connection, ...unchecked, state });
  expect((await world.call({ path, as: "readonly" })).body).toEqual(told.body);
});

it("replaces it whole, and moves the default", async () => {
  const world = await createWorld();
  await world.call({ method: "PUT", path, body: connection, as: "manager" });
  await world.call({ method: "PUT", path: path.replace("main", "second"), body: connection, as: "manager" });

  const told = await world.call({ method: "PUT", path, body: { ...connection, isDefault: false }, as: "manager" });

  expect(told.body).toMatchObject({ id: "main", isDefault: false });
  expect((await world.call({ path: path.replace("main", "second") })).body.isDefault).toBe(true);
});

it.each([
  { name: "a host that is not allowed", change: { baseUrl: "https://evil.example/v1.0" }, path: "baseUrl" },
  { name: "another port of an allowed host", change: { tokenUrl: `${provider}:8443/token` }, path: "tokenUrl" },
  { name: "an allowed host without its TLS", change: { baseUrl: "http://provider.example/" }, path: "baseUrl" },
  {
    name: "an allowed host in the place of a user",
    change: { baseUrl: "https://provider.example@evil.example/" },
    path: "baseUrl",
  },
  { name: "a user in the address", change: { tokenUrl: "https://me:secret@provider.example/token" }, path: "tokenUrl" },
  { name: "another scheme", change: { baseUrl: "file:///etc/passwd" }, path: "baseUrl" },
  { name: "a field of the check", change: { consentStatus: "granted" }, path: "" },
  { name: "a secret that is no name", change: { secretName: "a secret value!" }, path: "secretName" },
])("refuses $name", async ({ change, path: where }) => {
  const world = await createWorld();

  const told = await world.call({ method: "PUT", path, body: { ...connection, ...change }, as: "owner" });

  expect(told).toMatchObject({ status: 422, body: { code: "input_invalid", errors: [{ path: where }] } });
  expect((await world.call({ path })).status).toBe(404);
});

it("refuses an id that is no slug", async () => {
  const world = await createWorld();

  const told = await world.call({ method: "PUT", path: path.replace("main", "Main!"), body: connection, as: "owner" });

  expect(told).toMatchObject({ status: 422, body: { errors: [{ path: "id" }] } });
});

it("is for those who manage providers, and says 404 to everybody outside", async () => {
  const world = await createWorld();
  const put = (as: string, at = path) => world.call({ method: "PUT", path: at, body: connection, as });

  expect(await put("operator")).toMatchObject({ status: 403, body: { code: "capability_missing" } });
  const hidden = await Promise.all([
    put("lab-operator"),
    put("outsider"),
    put("owner", path.replace("acme-prod", "absent")),
  ]);
  const [first, ...others] = hidden.map(bytesOf);
  expect(first?.status).toBe(404);
  for (const other of others) expect(other).toEqual(first);
});

it("reads the body before it looks at anything else", async () => {
  const world = await createWorld();
  const before = world.storeCalls.length;

  expect((await world.call({ method: "PUT", path, body: "{", as: "owner" })).status).toBe(400);
  expect((await world.call({ method: "PUT", path, body: {}, as: null })).status).toBe(401);
  expect((await world.call({ method: "PUT", path, body: {}, headers: { "content-type": "" } })).status).toBe(415);
  expect((await world.call({ method: "PUT", path, body: {}, query: "x=1" })).status).toBe(400);
  expect(world.storeCalls.length).toBe(before);
});
