import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import { membershipItem } from "../../../shared/access/items.ts";
import { bytesOf, connection, createWorld, type World } from "../world.ts";

const environment = "/api/workspaces/acme/environments/acme-prod";
const archive = (world: World, as = "manager") => world.call({ method: "POST", path: `${environment}/archive`, as });
const unarchive = (world: World, as = "manager") =>
  world.call({ method: "POST", path: `${environment}/unarchive`, as });
const start = (world: World, environmentId = "acme-prod") =>
  world.call({
    method: "POST",
    path: "/api/workspaces/acme/operations",
    as: "operator",
    body: { type: "provider.connection.check", environmentId, input: {} },
  });

async function anEnded(world: World, environmentId: string) {
  const run = await world.aRun({ type: "provider.connection.check", environmentId });
  const write = await world.runService.finish(run, { outcome: "failed", source: "worker" }, "observed");
  if (write.outcome !== "written") throw new Error("the end was refused");
  return write.run;
}

async function aWorld() {
  const world = await createWorld();
  for (const environmentId of ["acme-prod", "acme-lab"]) {
    await world.connections.put({ workspaceId: "acme", environmentId }, "default", connection);
  }
  return world;
}

describe("an archived environment", () => {
  it("refuses starts until it is unarchived and leaves other environments alone", async () => {
    const world = await aWorld();

    expect(await archive(world)).toMatchObject({ status: 200, body: { id: "acme-prod", isArchived: true } });
    expect(await start(world)).toMatchObject({ status: 409, body: { code: "environment_archived" } });
    expect((await start(world, "acme-lab")).status).toBe(202);
    expect(await unarchive(world)).toMatchObject({ status: 200, body: { isArchived: false } });
    expect((await start(world)).status).toBe(202);
  });

  it("keeps its history readable and is marked as archived", async () => {
    const world = await aWorld();
    const run = await world.aRun();
    await archive(world);

    expect((await world.call({ path: `/api/workspaces/acme/operations/${run.id}`, as: "readonly" })).status).toBe(200);
    const { body: runs } = await world.call({
      path: "/api/workspaces/acme/operations",
      query: "environmentId=acme-prod",
      as: "readonly",
    });
    expect(runs.items.map(({ id }: { id: string }) => id)).toEqual([run.id]);
    const { body: list } = await world.call({ path: "/api/workspaces/acme/environments", as: "readonly" });
    expect(list.items).toMatchObject([
      { id: "acme-lab", isArchived: false },
      { id: "acme-prod", isArchived: true },
    ]);
    const { body: dashboard } = await world.call({ path: `${environment}/dashboard`, as: "readonly" });
    expect(dashboard.environment).toMatchObject({ isArchived: true });
  });

  it("is omitted from every overview", async () => {
    const world = await aWorld();
    await archive(world);

    const { body } = await world.call({ path: "/api/workspaces/acme/overview", as: "owner" });
    expect(body.environments.map(({ id }: { id: string }) => id)).toEqual(["acme-lab"]);
  });

  it.each(["owner", "lab-operator"])("is omitted from every tab and count of %s unless requested", async (as) => {
    const world = await aWorld();
    const runs = [];
    for (const id of ["acme-lab", "acme-prod", "acme-lab"]) runs.push(await anEnded(world, id));
    const Item = membershipItem("acme", as, { role: "manager", environments: ["acme-lab", "acme-prod"] });
    if (as !== "owner") await world.client.send(new PutCommand({ TableName: world.tableName, Item }));
    // More runs than the overview shows, all newer than those of the other environment.
    for (let more = 0; more < 12; more++) await anEnded(world, "acme-prod");
    await archive(world);
    const ofLab = [runs[2]?.id, runs[0]?.id];
    const hub = "/api/workspaces/acme/operations";
    const idsOf = ({ body }: { body: { items: { id: string }[] } }) => body.items.map(({ id }) => id);

    for (const tab of ["all", "failed"]) {
      expect(idsOf(await world.call({ path: hub, query: `tab=${tab}`, as })), tab).toEqual(ofLab);
      const page = await world.call({ path: hub, query: `tab=${tab}&environmentId=acme-prod`, as });
      expect(page.body.items, tab).toHaveLength(13);
    }
    const { body: summary } = await world.call({ path: `${hub}/summary`, as });
    expect(summary).toMatchObject({
      counts: { failed: { value: 2 }, all: { value: 2 } },
      stats: { total30Days: { value: 2 }, problems7Days: { value: 2 } },
    });
    const { body: overview } = await world.call({ path: "/api/workspaces/acme/overview", as });
    expect(overview.recent.map(({ id }: { id: string }) => id)).toEqual(ofLab);
  });

  it("neither offers nor accepts run_again for its failed runs", async () => {
    const world = await aWorld();
    const run = await world.aRun({ type: "provider.connection.check" });
    const write = await world.runService.finish(run, { outcome: "failed", source: "worker" }, "observed");
    if (write.outcome !== "written") throw new Error("the end was refused");
    await archive(world);

    const path = `/api/workspaces/acme/operations/${run.id}`;
    const { body } = await world.call({ path, as: "operator" });
    expect(body.actions.map(({ action }: { action: string }) => action)).not.toContain("run_again");
    const again = await world.call({
      method: "POST",
      path: `${path}/actions`,
      as: "operator",
      body: { action: "run_again" },
    });
    expect(again).toMatchObject({ status: 409, body: { code: "action_not_available" } });
  });

  it("can be renamed and stays archived", async () => {
    const world = await aWorld();
    await archive(world);

    const response = await world.call({
      method: "PUT",
      path: environment,
      as: "owner",
      body: { name: "Old production" },
    });
    expect(response.body).toEqual({ id: "acme-prod", name: "Old production", isArchived: true, approval: null });
    expect((await start(world)).status).toBe(409);
  });
});

describe("archiving", () => {
  it("is audited once per change", async () => {
    const world = await aWorld();
    for (const change of [archive, archive, unarchive, unarchive]) expect((await change(world)).status).toBe(200);

    const { body } = await world.call({ path: "/api/workspaces/acme/audit", as: "owner" });
    const actions = body.items.map(({ action }: { action: string }) => action);
    expect(actions.filter((action: string) => action.includes("archived")).sort()).toEqual([
      "environment.archived",
      "environment.unarchived",
    ]);
  });

  it("requires a manager and answers 404 when the environment is hidden", async () => {
    const world = await aWorld();

    for (const as of ["operator", "readonly"]) expect((await archive(world, as)).status).toBe(403);
    const hidden = [
      await archive(world, "lab-operator"),
      await archive(world, "outsider"),
      await archive(world, "former"),
    ];
    const [first, ...others] = hidden.map(bytesOf);
    expect(first?.status).toBe(404);
    for (const other of others) expect(other).toEqual(first);
  });

  it("of two environments at the same time archives both", async () => {
    const world = await aWorld();
    const lab = world.call({ method: "POST", path: `${environment.replace("prod", "lab")}/archive`, as: "owner" });

    expect((await Promise.all([lab, archive(world)])).map(({ status }) => status)).toEqual([200, 200]);
    const { body } = await world.call({ path: "/api/workspaces/acme/environments", as: "readonly" });
    expect(body.items.map(({ isArchived }: { isArchived: boolean }) => isArchived)).toEqual([true, true]);
  });
});
