import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { createHandlerDependencies } from "../../functions/worker/handler-dependencies.ts";
import { isOwnSecretName } from "../../shared/access/secret-name.ts";
import { connection, createWorld, type World } from "../functions/world.ts";
import { operationWorld, scope } from "../operations/operation-world.ts";
import { answerPage, scriptedClient, stopProviders } from "../provider/scripted-client.ts";

afterEach(stopProviders);

const owner = { deployment: "test", workspaceId: "acme", environmentId: "acme-prod" };
const ownName = "runtruth/test/acme/acme-prod/provider";

/** Names outside the environment, including traversal attempts. */
const foreignNames = [
  "runtruth/test/globex/globex-prod/provider",
  "runtruth/test/globex/not-there/provider",
  "runtruth/test/acme/acme-lab/provider",
  "runtruth/prod/acme/acme-prod/provider",
  "runtruth/acme-prod/provider",
  "runtruth/test/acme/acme-prod",
  "runtruth/test/acme/acme-prod/",
  "runtruth/test/acme/acme-prod-2/provider",
  "runtruth/test/acme/acme-prod/../acme-lab/provider",
  "runtruth/test/acme/acme-prod/./provider",
  "runtruth/test/acme/acme-prod//provider",
  "RUNTRUTH/test/acme/acme-prod/provider",
  "/runtruth/test/acme/acme-prod/provider",
  "CursorSecret",
];

describe("a secret name", () => {
  it.each(["provider", "graph/2026", "a+b=c@d-e_f.g"])("may be %s below its environment's prefix", (rest) => {
    expect(isOwnSecretName(`runtruth/test/acme/acme-prod/${rest}`, owner)).toBe(true);
  });

  it.each(foreignNames)("%s is not a name of the environment", (name) => {
    expect(isOwnSecretName(name, owner)).toBe(false);
  });
});

describe("the API", () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld();
  });
  const path = "/api/workspaces/acme/environments/acme-prod/records/provider-connections/evil";
  const put = (secretName: string, at = path) =>
    world.call({ method: "PUT", path: at, as: "manager", body: { ...connection, secretName } });

  it.each(foreignNames)("rejects a connection with %s", async (secretName) => {
    const response = await put(secretName);

    expect(response).toMatchObject({ status: 422, body: { code: "input_invalid", errors: [{ path: "secretName" }] } });
    expect((await world.call({ path, as: "owner" })).status).toBe(404);
  });

  it("gives every foreign name the same error with prefix and remedy", async () => {
    const [first, ...others] = await Promise.all(foreignNames.slice(0, 4).map((name) => put(name)));

    expect(first?.body.errors[0].message).toContain("runtruth/test/acme/acme-prod/");
    expect(first?.body.errors[0].message).toContain("store the secret under such a name");
    for (const other of others) expect(other.text).toBe(first?.text);
  });

  it("accepts a connection with a secret of its environment", async () => {
    expect((await put(ownName, path.replace("evil", "good"))).status).toBe(200);
  });
});

describe("the worker", () => {
  it.each(foreignNames)("reads no secret and calls no provider for %s", async (secretName) => {
    const { client, connection, budget, provider, secretsRead } = await scriptedClient(answerPage);

    const result = await client.verify({ ...connection, secretName }, budget);

    expect(result).toMatchObject({ ok: false, failure: { reasonCode: "provider_secret_not_allowed" } });
    expect(secretsRead).toEqual([]);
    expect(provider.requests).toEqual([]);
  });

  it("ends the run as blocked and states the allowed prefix", async () => {
    const world = await operationWorld();
    await world.addConnection({ secretName: "runtruth/acme-prod/provider" });

    for (const type of ["provider.connection.check", "policy.sync"]) {
      const result = await world.perform(type);
      expect(result).toMatchObject({ kind: "ended", outcome: "blocked", reasonCode: "provider_secret_not_allowed" });
      expect(JSON.stringify(result)).toContain("runtruth/test/acme/acme-prod/");
    }
  });

  it("takes the environment from the connection's key, not from its content", async () => {
    const world = await operationWorld();
    await world.addConnection();
    const needs = createHandlerDependencies({
      ...world,
      deployment: "test",
      allowedOrigins: [],
      readSecret: async () => "",
    });

    expect(await needs.connections.find(scope, "connection-1")).toMatchObject({ scope });
    expect(await needs.connections.findDefault(scope)).toMatchObject({ scope });
  });
});
