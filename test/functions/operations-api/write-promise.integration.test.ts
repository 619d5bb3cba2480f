import { expect, it } from "vitest";
import { membershipItem } from "../../../shared/access/items.ts";
import { promisesMax } from "../../../shared/records/promises.ts";
import { createInProcessWorld } from "../in-process-world.ts";
import type { World } from "../world.ts";

const path = "/api/workspaces/acme/promises";
const daily = { name: "Daily backup", proof: "backup", withinSeconds: 86_400, environments: "all" };

const create = (world: World, body: object = daily, as = "manager") => world.call({ method: "POST", path, as, body });
const replace = (world: World, id: string, body: object, as = "manager") =>
  world.call({ method: "PUT", path: `${path}/${id}`, as, body });
const list = async (world: World, as = "readonly") => (await world.call({ path, as })).body.items;
const except = (world: World, id: string, body: object, environmentId = "acme-lab") =>
  world.call({ method: "PUT", path: `${path}/${id}/exceptions/${environmentId}`, as: "manager", body });
const trail = async (world: World) =>
  (await world.call({ path: "/api/workspaces/acme/audit", as: "owner" })).body.items.map(
    ({ action, summary, changes }: Record<string, unknown>) => ({ action, summary, changes }),
  );

it("a promise is made, changed and ended by a manager, with its audit", async () => {
  const world = await createInProcessWorld();
  const { status, body: made } = await create(world);
  expect(status).toBe(200);
  expect(made).toMatchObject({ ...daily, rev: 1, ownerId: "manager", within: "24 h", proofLabel: "Backup" });
  world.clock.advance(1);

  expect((await replace(world, made.id, { ...daily, withinSeconds: 43_200, rev: 1 })).body).toMatchObject({ rev: 2 });
  world.clock.advance(1);
  expect(await list(world)).toMatchObject([{ id: made.id, within: "12 h", effectiveFrom: made.effectiveFrom }]);
  expect((await world.call({ method: "DELETE", path: `${path}/${made.id}`, as: "manager" })).status).toBe(200);

  expect(await list(world)).toEqual([]);
  expect((await world.call({ method: "DELETE", path: `${path}/${made.id}`, as: "manager" })).status).toBe(200);
  expect(await trail(world)).toMatchObject([
    { action: "promise.removed", summary: "Promise ended" },
    {
      action: "promise.written",
      summary: "Promise changed",
      changes: [{ field: "withinSeconds", from: "86400", to: "43200" }],
    },
    { action: "promise.written", summary: "Promise created", changes: [] },
  ]);
});

it("a person with the longest subject answers for a promise and its exception", async () => {
  const ownerId = `${"s".repeat(250)}|user`;
  const world = await createInProcessWorld();
  await world.put(membershipItem("acme", ownerId, { role: "operator", environments: "all" }));

  const { body: made } = await create(world, { ...daily, ownerId });
  const until = new Date(world.clock.now().getTime() + 86_400_000).toISOString();

  expect(made).toMatchObject({ ownerId });
  expect(await except(world, made.id, { until, reason: "Moved", ownerId })).toMatchObject({ body: { ownerId } });
});

it("a promise is changed only from the revision that was read", async () => {
  const world = await createInProcessWorld();
  const { id } = (await create(world)).body;
  await replace(world, id, { ...daily, name: "One", rev: 1 });

  const late = await replace(world, id, { ...daily, name: "Two", rev: 1 });

  expect(late).toMatchObject({ status: 409, body: { code: "revision_conflict" } });
  expect(await list(world)).toMatchObject([{ name: "One", rev: 2 }]);
});

it.each([
  { what: "of less than a minute", body: { withinSeconds: 59 }, path: "withinSeconds" },
  { what: "of an absent environment", body: { environments: ["absent"] }, path: "environments" },
  { what: "answered for by a stranger", body: { ownerId: "outsider" }, path: "ownerId" },
  { what: "answered for by a former member", body: { ownerId: "former" }, path: "ownerId" },
  { what: "of an unknown kind", body: { proof: "hope" }, path: "proof" },
])("a promise $what is refused by its field", async ({ body, path: field }) => {
  const world = await createInProcessWorld();

  const refused = await create(world, { ...daily, ...body });

  expect(refused).toMatchObject({ status: 422, body: { errors: [{ path: field }] } });
  expect(await list(world)).toEqual([]);
});

it("a workspace has a limited number of promises with unique names", async () => {
  const world = await createInProcessWorld();
  for (let n = 0; n < promisesMax; n++) await create(world, { ...daily, name: `Promise ${n}` });

  const again = await create(world, { ...daily, name: "Promise 3", proof: "sync" });
  expect(again).toMatchObject({ status: 422, body: { errors: [{ path: "name" }] } });
  expect(await create(world)).toMatchObject({ status: 409, body: { code: "limit_reached" } });
  const [first] = await list(world);
  await world.call({ method: "DELETE", path: `${path}/${first.id}`, as: "manager" });
  expect((await create(world, { ...daily, name: first.name })).status).toBe(200);
});

it("a promise is not made or changed by those who may not", async () => {
  const world = await createInProcessWorld();
  const { id } = (await create(world)).body;

  for (const as of ["operator", "readonly", "lab-operator"]) {
    expect((await create(world, { ...daily, name: as }, as)).status).toBe(403);
    expect((await replace(world, id, { ...daily, name: as, rev: 1 }, as)).status).toBe(403);
  }
  expect(await list(world)).toMatchObject([{ name: "Daily backup" }]);
});

it("a manager of some environments changes no promise that includes others", async () => {
  const world = await createInProcessWorld();
  const restricted = { role: "manager", environments: ["acme-lab"] };
  await world.call({ method: "PUT", path: "/api/workspaces/acme/members/lab-manager", as: "owner", body: restricted });
  const { id } = (await create(world)).body;
  const as = "lab-manager";

  expect((await replace(world, id, { ...daily, environments: ["acme-lab"], rev: 1 }, as)).status).toBe(403);
  expect((await create(world, { ...daily, name: "All" }, as)).status).toBe(403);
  expect((await create(world, { ...daily, name: "Hidden", environments: ["acme-prod"] }, as)).status).toBe(422);
  expect((await create(world, { ...daily, name: "Own", environments: ["acme-lab"] }, as)).status).toBe(200);
});

it("an exception ends by itself and never lasts longer than a year", async () => {
  const world = await createInProcessWorld();
  const { id } = (await create(world)).body;
  const in10Days = { until: "2026-03-12T09:00:00.000Z", reason: "Moves to another tenant." };
  const tooLong = await except(world, id, { ...in10Days, until: "2027-03-02T09:00:01.000Z" });
  expect(tooLong).toMatchObject({ status: 422, body: { errors: [{ path: "until" }] } });
  expect(await except(world, id, in10Days)).toMatchObject({ status: 200, body: { ownerId: "manager", ...in10Days } });
  const cells = async () => {
    const { rows } = (await world.call({ path: `${path}/matrix`, as: "readonly", query: "environmentId=acme-lab" }))
      .body;
    return rows[0].cells[0];
  };
  expect(await cells()).toMatchObject({ key: "unknown", reason: "excepted", exception: { reason: in10Days.reason } });
  expect(await list(world)).toMatchObject([{ exceptions: [{ environmentId: "acme-lab" }] }]);

  world.clock.advance(10 * 86_400);

  expect(await cells()).toMatchObject({ key: "broken", exception: null });
  expect(await list(world)).toMatchObject([{ exceptions: [] }]);
});

it("each of two simultaneous exceptions is audited against the one before", async () => {
  const world = await createInProcessWorld();
  const { id } = (await create(world)).body;
  const until = new Date(world.clock.now().getTime() + 86_400_000).toISOString();
  await except(world, id, { until, reason: "first" });

  await Promise.all(["second", "third"].map((reason) => except(world, id, { until, reason })));

  const steps = (await trail(world)).flatMap(
    ({ changes }: { changes: { field: string; from: string; to: string }[] }) =>
      changes.filter(({ field }) => field === "reason").map(({ from, to }) => `${from} > ${to}`),
  );
  const [last = ""] = (await list(world)).flatMap(({ exceptions }: { exceptions: { reason: string }[] }) =>
    exceptions.map(({ reason }) => reason),
  );
  const other = last === "second" ? "third" : "second";
  expect(steps.toSorted()).toEqual([`first > ${other}`, `${other} > ${last}`].toSorted());
});
