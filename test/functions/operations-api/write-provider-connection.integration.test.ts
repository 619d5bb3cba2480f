import { expect, it } from "vitest";
import { bytesOf, connection, createWorld, provider } from "../world.ts";

const path = "/api/workspaces/acme/environments/acme-prod/records/provider-connections/main";

it("a connection write creates a connection without check results", async () => {
  const world = await createWorld();

  const response = await world.call({ method: "PUT", path, body: connection, as: "manager" });

  expect(response.status).toBe(200);
  const unchecked = { consentStatus: "unknown", verificationStatus: "unknown" };
  const state = { label: "Not checked", tone: "neutral" };
  expect(response.body).toEqual({ id: "main", ...connection, ...unchecked, state });
  expect((await world.call({ path, as: "readonly" })).body).toEqual(response.body);
});

it("a connection write replaces the whole connection and moves the default", async () => {
  const world = await createWorld();
  await world.call({ method: "PUT", path, body: connection, as: "manager" });
  await world.call({ method: "PUT", path: path.replace("main", "second"), body: connection, as: "manager" });

  const response = await world.call({ method: "PUT", path, body: { ...connection, isDefault: false }, as: "manager" });

  expect(response.body).toMatchObject({ id: "main", isDefault: false });
  expect((await world.call({ path: path.replace("main", "second") })).body.isDefault).toBe(true);
});

it.each([
  { name: "a host outside the allow-list", change: { baseUrl: "https://evil.example/v1.0" }, path: "baseUrl" },
  { name: "another port of an allowed host", change: { tokenUrl: `${provider}:8443/token` }, path: "tokenUrl" },
  { name: "an allowed host without TLS", change: { baseUrl: "http://provider.example/" }, path: "baseUrl" },
  {
    name: "an allowed host as the user name",
    change: { baseUrl: "https://provider.example@evil.example/" },
    path: "baseUrl",
  },
  {
    name: "credentials in the address",
    change: { tokenUrl: "https://me:secret@provider.example/token" },
    path: "tokenUrl",
  },
  { name: "another scheme", change: { baseUrl: "file:///etc/passwd" }, path: "baseUrl" },
  { name: "a field of the health check", change: { consentStatus: "granted" }, path: "" },
  { name: "a malformed secret name", change: { secretName: "a secret value!" }, path: "secretName" },
])("a connection write rejects a connection with $name", async ({ change, path: where }) => {
  const world = await createWorld();

  const response = await world.call({ method: "PUT", path, body: { ...connection, ...change }, as: "owner" });

  expect(response).toMatchObject({ status: 422, body: { code: "input_invalid", errors: [{ path: where }] } });
  expect((await world.call({ path })).status).toBe(404);
});

it("a connection write rejects an id that is not a slug", async () => {
  const world = await createWorld();

  const response = await world.call({
    method: "PUT",
    path: path.replace("main", "Main!"),
    body: connection,
    as: "owner",
  });

  expect(response).toMatchObject({ status: 422, body: { errors: [{ path: "id" }] } });
});

it("a connection write requires the provider capability and answers outsiders 404", async () => {
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

it("a connection write parses the body before any other check", async () => {
  const world = await createWorld();
  const before = world.storeCalls.length;

  expect((await world.call({ method: "PUT", path, body: "{", as: "owner" })).status).toBe(400);
  expect((await world.call({ method: "PUT", path, body: {}, as: null })).status).toBe(401);
  expect((await world.call({ method: "PUT", path, body: {}, headers: { "content-type": "" } })).status).toBe(415);
  expect((await world.call({ method: "PUT", path, body: {}, query: "x=1" })).status).toBe(400);
  expect(world.storeCalls.length).toBe(before);
});
