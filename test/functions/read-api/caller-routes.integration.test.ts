import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { expect, it } from "vitest";
import { capabilities } from "../../../shared/access/capabilities.ts";
import { catalog } from "../../../shared/contract/catalog.ts";
import { recordKey } from "../../../shared/ledger/keys.ts";
import { operations } from "../../../shared/operations/registry.ts";
import { bytesOf, connection, createWorld } from "../world.ts";

it("me returns the caller with their workspaces and capabilities", async () => {
  const world = await createWorld();

  expect((await world.call({ path: "/api/me", as: "owner" })).body).toEqual({
    id: "owner",
    name: "owner",
    workspaces: [{ id: "acme", name: "Acme", capabilities, environments: "all" }],
    platform: null,
    settings: { locale: null, theme: null, density: null },
  });
  expect((await world.call({ path: "/api/me", as: "lab-operator" })).body.workspaces).toMatchObject([
    { id: "acme", environments: ["acme-lab"] },
  ]);
});

it("me omits workspaces of which the caller is not a current member", async () => {
  const world = await createWorld();

  for (const as of ["stranger", "former"]) {
    expect((await world.call({ path: "/api/me", as })).body).toMatchObject({ workspaces: [], platform: null });
  }
  expect((await world.call({ path: "/api/me", as: "platform" })).body).toMatchObject({
    workspaces: [],
    platform: { capabilities: ["platform.operations.view"] },
  });
});

it("every non-public route requires a caller", async () => {
  const world = await createWorld();

  for (const path of ["/api/me", "/api/catalog", "/api/workspaces/acme/environments"]) {
    expect((await world.call({ path, as: null })).status).toBe(401);
    expect((await world.call({ path, query: "x=1" })).status).toBe(400);
  }
});

it("the catalog lists operation types with their start input", async () => {
  const world = await createWorld();

  const { items } = (await world.call({ path: "/api/catalog", headers: { "accept-language": "de" } })).body;

  const byType = Object.fromEntries(items.map((item: { type: string }) => [item.type, item]));
  expect(byType["policy.sync"]).toMatchObject({
    lane: "long",
    startable: true,
    capability: "tenant.policies.sync",
    inputSchema: { type: "object", additionalProperties: false },
  });
  expect(byType["ops.reconcile_adapter_runs"]).toMatchObject({
    startedBy: "platform",
    startedByLabel: "Start nur durch die Plattform",
    capability: null,
  });
  expect(byType["policy.delete"]).toMatchObject({
    label: "Löschung von Richtlinien",
    family: "policies",
    familyLabel: "Richtlinien",
    risk: "destructive",
    riskLabel: "Kann Daten zerstören oder überschreiben",
    startable: true,
    capability: "tenant.policies.delete",
  });
  expect(items.map(({ type }: { type: string }) => type)).toEqual(operations.map(({ type }) => type));
});

it("the catalog says of every type who starts it", async () => {
  const world = await createWorld();

  const { items } = catalog.parse((await world.call({ path: "/api/catalog" })).body);

  expect(items.filter(({ startable }) => startable)).toHaveLength(operations.length);
  const ofPlatform = items.filter(({ startedBy }) => startedBy === "platform");
  expect(ofPlatform.map(({ type }) => type).sort()).toEqual([
    "alerts.deliver",
    "alerts.evaluate",
    "ops.reconcile_adapter_runs",
  ]);
  for (const { capability, startedByLabel } of ofPlatform) {
    expect([capability, startedByLabel]).toEqual([null, "Started by the platform only"]);
  }
});

it("the catalog labels each input field in the caller's language", async () => {
  const world = await createWorld();
  const fieldsIn = async (locale: string): Promise<[string, { title?: string; description?: string }][]> => {
    const { items } = (await world.call({ path: "/api/catalog", headers: { "accept-language": locale } })).body;
    return items.flatMap(({ type, inputSchema }: { type: string; inputSchema: { properties: object } }) =>
      Object.entries(inputSchema.properties).map(([name, field]) => [`${type} ${name}`, field]),
    );
  };
  const german = new Map(await fieldsIn("de"));

  const english = await fieldsIn("en");

  for (const [name, { title, description }] of english) {
    expect([name, title, description]).toEqual([name, expect.any(String), expect.any(String)]);
    expect(german.get(name)?.title, name).toEqual(expect.any(String));
    expect(german.get(name)?.description, name).not.toBe(description);
  }
  expect(german.get("restore.execute dryRun")).toEqual({
    type: "boolean",
    title: "Nur Vorschau",
    description: "Zeigt die Änderungen; beim Anbieter wird nichts geschrieben.",
  });
});

it("the environment list contains the environments the member sees", async () => {
  const world = await createWorld();
  const path = "/api/workspaces/acme/environments";
  const prod = { id: "acme-prod", name: "Acme production", isArchived: false, approval: null };
  const lab = { id: "acme-lab", name: "Acme lab", isArchived: false, approval: null };

  expect((await world.call({ path, as: "readonly" })).body.items).toEqual([lab, prod]);
  expect((await world.call({ path, as: "lab-operator" })).body.items).toEqual([lab]);
  expect((await world.call({ path, as: "outsider" })).status).toBe(404);
});

const records = "/api/workspaces/acme/environments/acme-prod/records";

it("the record list pages through records of one kind", async () => {
  const world = await createWorld();
  const scope = { workspaceId: "acme", environmentId: "acme-prod" };
  for (const id of ["a", "b", "c"]) await world.connections.put(scope, id, connection);
  await world.connections.put({ ...scope, environmentId: "acme-lab" }, "elsewhere", connection);

  const first = await world.call({ path: `${records}/provider-connections`, query: "limit=2" });
  const second = await world.call({
    path: `${records}/provider-connections`,
    query: `limit=2&cursor=${first.body.nextCursor}`,
  });

  const ids = [...first.body.items, ...second.body.items].map((item) => item.id);
  expect(ids.toSorted()).toEqual(["a", "b", "c"]);
  expect(second.body.nextCursor).toBeNull();
});

it("the record routes serve every kind that operations create", async () => {
  const world = await createWorld();

  for (const kind of ["provider-connections", "policies", "evidence-snapshots", "environment-reviews"]) {
    expect((await world.call({ path: `${records}/${kind}`, as: "readonly" })).body.items).toEqual([]);
  }
});

it("hidden, foreign and absent records and unknown kinds answer identical bytes", async () => {
  const world = await createWorld();
  await world.connections.put({ workspaceId: "acme", environmentId: "acme-prod" }, "main", connection);
  const main = `${records}/provider-connections/main`;

  const responses = await Promise.all([
    world.call({ path: main, as: "lab-operator" }),
    world.call({ path: main, as: "outsider" }),
    world.call({ path: main.replace("acme/", "globex/"), as: "outsider" }),
    world.call({ path: main.replace("acme-prod", "absent") }),
    world.call({ path: main.replace("acme-prod", "acme-lab") }),
    world.call({ path: main.replace("main", "absent") }),
    world.call({ path: main.replace("main", "no id at all") }),
    world.call({ path: `${records}/constructor/main` }),
    world.call({ path: `${records}/constructor` }),
    world.call({ path: `${records}/provider-connections`, as: "lab-operator" }),
  ]);

  const [first, ...others] = responses.map(bytesOf);
  expect(first?.status).toBe(404);
  for (const other of others) expect(other).toEqual(first);
});

it("a malformed stored item answers internal_error without details", async () => {
  const world = await createWorld();
  const Item = { ...recordKey("acme", "acme-prod", "provider-connections", "bad"), record: { id: "bad", odd: true } };
  await world.client.send(new PutCommand({ TableName: world.tableName, Item }));

  const response = await world.call({ path: `${records}/provider-connections/bad` });

  expect(response).toMatchObject({ status: 500, body: { code: "internal_error" } });
  expect(response.text).not.toContain("odd");
});

it("the permissions route names members only to readers of members", async () => {
  const world = await createWorld();
  const path = "/api/workspaces/acme/environments/acme-prod/permissions";
  const managing = async (as: string) => {
    const { items } = (await world.call({ path, as })).body;
    return items.find(({ capability }: { capability: string }) => capability === "tenant.providers.manage");
  };
  const roles = [
    { role: "manager", label: "Manager" },
    { role: "owner", label: "Owner" },
  ];

  expect(await managing("readonly")).toMatchObject({ roles, members: null });
  expect(await managing("owner")).toMatchObject({ roles, members: ["manager", "owner"] });
  const starting = (await world.call({ path, as: "owner" })).body.items.find(
    ({ capability }: { capability: string }) => capability === "tenant.operations.start",
  );
  // Neither a former member nor one of another environment.
  expect(starting.members).toEqual(["manager", "operator", "owner"]);
});
