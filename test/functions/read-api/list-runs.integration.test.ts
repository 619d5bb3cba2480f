import { expect, it } from "vitest";
import { membershipItem } from "../../../shared/access/items.ts";
import { bytesOf, createWorld, type World } from "../world.ts";

const path = "/api/workspaces/acme/operations";
const idsOf = (response: { body: { items: { id: string }[] } }) => response.body.items.map((run) => run.id);

async function everyPage(world: World, query: string, as: string): Promise<string[]> {
  const ids: string[] = [];
  let cursor = "";
  do {
    const response = await world.call({ path, query: `${query}${cursor}`, as });
    ids.push(...idsOf(response));
    cursor = response.body.nextCursor === null ? "" : `&cursor=${response.body.nextCursor}`;
  } while (cursor !== "");
  return ids;
}

it("the run list is newest first with derived fields and checkedAt", async () => {
  const world = await createWorld();
  const older = await world.aRun();
  const newer = await world.aRun({ environmentId: "acme-lab", type: "provider.connection.check" });
  world.clock.advance(30);

  const response = await world.call({ path });

  expect(response.status).toBe(200);
  expect(idsOf(response)).toEqual([newer.id, older.id]);
  expect(response.body).toMatchObject({
    nextCursor: null,
    polling: { intervalSeconds: 10 },
    checkedAt: world.clock.now().toISOString(),
  });
  expect(response.body.items[0]).toMatchObject({
    environmentName: "Acme lab",
    status: "queued",
    startedAt: null,
    waitedSeconds: 30,
    ranSeconds: null,
    freshness: "fresh_active",
    problemClass: "none",
    headline: "Queued.",
    related: null,
  });
});

it("the run list stops polling when no run is active", async () => {
  const world = await createWorld();

  expect((await world.call({ path })).body).toMatchObject({ items: [], polling: { intervalSeconds: null } });
});

it("the run list returns every run exactly once for any page size", async () => {
  const world = await createWorld();
  const made: string[] = [];
  for (let at = 0; at < 7; at += 1) {
    made.unshift((await world.aRun({ environmentId: at % 2 === 0 ? "acme-prod" : "acme-lab" })).id);
  }

  for (const limit of [1, 2, 3, 7, 100]) {
    expect(await everyPage(world, `limit=${limit}`, "operator")).toEqual(made);
  }
  const lab = made.filter((_, at) => (made.length - 1 - at) % 2 === 1);
  expect(await everyPage(world, "limit=2&environmentId=acme-lab", "operator")).toEqual(lab);
});

it("the run list limits a restricted member to full pages of their environments' runs", async () => {
  const world = await createWorld();
  const lab = await world.aRun({ environmentId: "acme-lab" });
  await world.aRun({ environmentId: "acme-prod" });
  const own = await world.aRun({ environmentId: null, type: "ops.reconcile_adapter_runs" });
  const labToo = await world.aRun({ environmentId: "acme-lab" });

  expect(await everyPage(world, "limit=1", "lab-operator")).toEqual([labToo.id, lab.id]);
  expect(idsOf(await world.call({ path, as: "operator" }))).toContain(own.id);
  const response = await world.call({ path, query: "limit=2", as: "lab-operator" });
  expect(response.body.nextCursor).toBeNull();
});

it("the run list merges the environments of a restricted member, newest first", async () => {
  const world = await createWorld();

  await world.put(membershipItem("acme", "both", { role: "readonly", environments: ["acme-lab", "acme-prod"] }));
  const made: string[] = [];
  for (const environmentId of ["acme-lab", "acme-prod", null, "acme-prod", "acme-lab", "acme-lab"]) {
    const run = await world.aRun({ environmentId });
    if (environmentId !== null) made.unshift(run.id);
  }

  for (const limit of [1, 2, 5]) expect(await everyPage(world, `limit=${limit}`, "both")).toEqual(made);
});

it("the run list makes the same store calls for 1 and 50 rows", async () => {
  const world = await createWorld();
  for (let at = 0; at < 50; at += 1) await world.aRun();
  const callsFor = async (limit: number) => {
    const before = world.storeCalls.length;
    await world.call({ path, query: `limit=${limit}` });
    return world.storeCalls.length - before;
  };

  expect([await callsFor(1), await callsFor(50)]).toEqual([4, 4]);
});

it("the run list gives non-members, hidden, foreign and absent environments identical bytes", async () => {
  const world = await createWorld();

  const response = await Promise.all([
    world.call({ path, as: "outsider" }),
    world.call({ path, as: "former" }),
    world.call({ path: path.replace("acme", "absent") }),
    world.call({ path: path.replace("acme", "globex") }),
    world.call({ path, query: "environmentId=acme-prod", as: "lab-operator" }),
    world.call({ path, query: "environmentId=globex-prod" }),
    world.call({ path, query: "environmentId=absent" }),
  ]);

  const [first, ...others] = response.map(bytesOf);
  expect(first?.status).toBe(404);
  for (const other of others) expect(other).toEqual(first);
});

it.each([
  "limit=0",
  "limit=101",
  "limit=1e1",
  "limit=",
  "limit=-1",
  "limit=1&limit=2",
  "tenant=acme-prod",
  "environmentId=",
])("the run list rejects the query %s before any store call", async (query) => {
  const world = await createWorld();
  const before = world.storeCalls.length;

  expect(await world.call({ path, query })).toMatchObject({ status: 400, body: { code: "query_invalid" } });
  expect(world.storeCalls.length).toBe(before);
});

it("the run list requires an authenticated caller", async () => {
  const world = await createWorld();

  expect((await world.call({ path, as: null })).status).toBe(401);
});
