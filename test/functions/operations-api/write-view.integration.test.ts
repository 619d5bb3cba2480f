import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { expect, it } from "vitest";
import { workspaceKey } from "../../../shared/ledger/keys.ts";
import { viewsMax } from "../../../shared/records/saved-views.ts";
import { createInProcessWorld } from "../in-process-world.ts";
import type { World } from "../world.ts";

const views = "/api/workspaces/acme/views";
const failedSyncs = { name: "Failed syncs", filters: { tab: "failed", type: "policy.sync" } };

const write = (world: World, id: string, body: object = failedSyncs, as = "operator") =>
  world.call({ method: "PUT", path: `${views}/${id}`, as, body });
const remove = (world: World, id: string, as = "operator") =>
  world.call({ method: "DELETE", path: `${views}/${id}`, as });
const list = async (world: World, as = "operator") => (await world.call({ path: views, as })).body.items;
const trail = async (world: World) =>
  (await world.call({ path: "/api/workspaces/acme/audit", as: "owner" })).body.items.map(
    ({ action, summary, changes }: Record<string, unknown>) => ({ action, summary, changes }),
  );

it("a saved view is shared with every member of its workspace", async () => {
  const world = await createInProcessWorld();
  expect((await write(world, "syncs")).status).toBe(200);
  await write(world, "all", { name: "All runs", filters: {} }, "manager");

  const shared = await list(world, "readonly");
  expect(shared).toMatchObject([
    { id: "all", name: "All runs", filters: {}, by: { id: "manager" }, isChangeable: false },
    { id: "syncs", ...failedSyncs, by: { id: "operator" }, isChangeable: false },
  ]);
  expect((await list(world)).map((view: { isChangeable: boolean }) => view.isChangeable)).toEqual([false, true]);
  expect((await list(world, "manager")).every((view: { isChangeable: boolean }) => view.isChangeable)).toBe(true);
  expect((await world.call({ path: "/api/workspaces/globex/views", as: "outsider" })).body.items).toEqual([]);
});

it("a saved view is changed by its author or a manager only", async () => {
  const world = await createInProcessWorld();
  await write(world, "managers", failedSyncs, "manager");

  for (const refused of [
    await write(world, "managers", { ...failedSyncs, name: "Mine" }),
    await remove(world, "managers"),
  ]) {
    expect(refused).toMatchObject({ status: 403, body: { code: "capability_missing" } });
  }
  expect((await write(world, "new", failedSyncs, "readonly")).status).toBe(403);
  expect(await list(world)).toMatchObject([failedSyncs]);

  await write(world, "operators", { name: "Mine", filters: {} });
  expect((await remove(world, "operators", "manager")).status).toBe(200);
  expect((await remove(world, "operators", "manager")).status).toBe(200);
  expect((await remove(world, "operators", "readonly")).status).toBe(403);
  expect((await remove(world, "never", "manager")).status).toBe(404);
  expect(await list(world)).toHaveLength(1);
});

it("audit entries of saved views state what they replaced", async () => {
  const world = await createInProcessWorld();
  await write(world, "syncs");
  await write(world, "syncs");
  world.clock.advance(1);
  await write(world, "syncs", { name: "Blocked syncs", filters: { ...failedSyncs.filters, tab: "blocked" } });
  world.clock.advance(1);
  await remove(world, "syncs");

  expect(await trail(world)).toEqual([
    { action: "saved_view.removed", summary: "View removed", changes: [] },
    {
      action: "saved_view.written",
      summary: "View changed",
      changes: [
        { field: "name", label: "Name", from: "Failed syncs", to: "Blocked syncs" },
        { field: "filters", label: "Filters", from: "tab=failed&type=policy.sync", to: "tab=blocked&type=policy.sync" },
      ],
    },
    { action: "saved_view.written", summary: "View saved", changes: [] },
  ]);
});

it("a saved view that names a hidden environment is hidden with it", async () => {
  const world = await createInProcessWorld();
  const production = { name: "Production", filters: { environmentId: "acme-prod" } };
  await write(world, "production", production);

  expect(await list(world, "lab-operator")).toEqual([]);
  expect((await write(world, "theirs", { ...production, name: "Theirs" }, "lab-operator")).body).toMatchObject({
    status: 422,
    errors: [{ path: "filters.environmentId" }],
  });
  expect((await remove(world, "production", "lab-operator")).status).toBe(404);
  expect((await write(world, "production", failedSyncs, "lab-operator")).status).toBe(404);
  expect(await list(world)).toMatchObject([production]);
});

it("a saved view with an unknown filter or a taken name is refused", async () => {
  const world = await createInProcessWorld();
  const refused = async (id: string, body: object) => {
    const { status, body: problem } = await write(world, id, body);
    return [status, problem.code, problem.errors?.[0]?.path];
  };
  await write(world, "first");
  expect(await refused("second", { ...failedSyncs, filters: { colour: "red" } })).toEqual([
    422,
    "input_invalid",
    "filters",
  ]);
  expect(await refused("second", { name: "Bad", filters: { tab: "loud" } })).toEqual([
    422,
    "input_invalid",
    "filters.tab",
  ]);
  expect(await refused("second", failedSyncs)).toEqual([422, "input_invalid", "name"]);
  expect(await refused("Second one", { ...failedSyncs, name: "Second" })).toEqual([422, "input_invalid", "view"]);
  for (let one = 1; one < viewsMax; one++) await write(world, `view-${one}`, { name: `View ${one}`, filters: {} });
  expect(await refused("more", { name: "More", filters: {} })).toEqual([409, "limit_reached", undefined]);
  expect((await write(world, "first", { ...failedSyncs, name: "Renamed" })).status).toBe(200);
});

it("a saved view keeps what a newer release stored when another is written", async () => {
  const world = await createInProcessWorld();
  const by = { id: "operator", name: "Operator", team: "Night shift" };
  const filters = { mood: "calm" };
  const newer = { id: "newer", name: "Newer", filters, by, at: world.clock.now().toISOString(), columns: ["state"] };
  const key = workspaceKey("acme", "VIEWS");
  await world.put({ ...key, version: 7, views: [newer], order: ["newer"] });
  await write(world, "syncs");

  expect(await list(world)).toMatchObject([failedSyncs, { filters: { mood: "calm" } }]);
  const { Item } = await world.client.send(new GetCommand({ TableName: world.tableName, Key: key }));
  expect(Item).toMatchObject({ views: [newer, { id: "syncs" }], order: ["newer"] });
});

it("a view that this release cannot apply is kept and not listed", async () => {
  const world = await createInProcessWorld();
  const by = { id: "operator", name: "Operator" };
  const newer = {
    id: "newer",
    name: "Newer",
    filters: { environmentId: ["acme-lab"] },
    by,
    at: "2026-03-02T00:00:00.000Z",
  };
  const key = workspaceKey("acme", "VIEWS");
  await world.put({ ...key, version: 7, views: [newer] });

  expect((await write(world, "syncs")).status).toBe(200);
  expect(await list(world)).toMatchObject([failedSyncs]);
  expect((await remove(world, "syncs")).status).toBe(200);

  const { Item } = await world.client.send(new GetCommand({ TableName: world.tableName, Key: key }));
  expect(Item).toMatchObject({ views: [newer] });
});
