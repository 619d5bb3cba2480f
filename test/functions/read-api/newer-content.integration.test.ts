import { expect, it } from "vitest";
import { routes } from "../../../shared/contract/routes.ts";
import { type AttackWorld, createAttackWorld, pathTo } from "../../security/attack-world.ts";

type Item = Readonly<Record<string, unknown>>;
const newer = "of_a_newer_release";

/** The stored record of this kind in acme-prod that has the field, with another value of it. */
async function storeNewer(world: AttackWorld, kind: string, record: (stored: Item) => Item): Promise<Item> {
  const found = world.items().find(({ pk }) => String(pk).startsWith(`REC#acme#acme-prod#${kind}`));
  if (found === undefined) throw new Error(`no record of ${kind}`);
  const item = { ...found, record: record({ ...Object(found.record) }) };
  await world.put(item);
  return item;
}

/** What the routes with these path endings answer an owner about a record. */
async function statusesOf(world: AttackWorld, endings: readonly string[], place: Readonly<Record<string, string>>) {
  const answers = routes
    .filter(({ method, path }) => method === "GET" && endings.some((ending) => path.endsWith(ending)))
    .map(async (route) => (await world.call({ path: pathTo(route, world, place) })).status);
  return Promise.all(answers);
}

it.each([
  ["collection", (record: Item) => ({ ...record, collection: newer })],
  ["change", (record: Item) => ({ ...record, lastSync: { ...Object(record.lastSync), change: newer } })],
])("a policy with a newer %s still shows its contents", async (_, change) => {
  const world = await createAttackWorld();
  const { sk } = await storeNewer(world, "policies", change);

  const pages = ["policies/{id}/versions", "policies/{id}/document", "policies/{id}/comparison"];
  const statuses = await statusesOf(world, pages, { ws: "acme", env: "acme-prod", id: String(sk) });

  expect(statuses).toEqual([200, 200, 200]);
});

it("a restore item with a newer change still shows its comparison", async () => {
  const world = await createAttackWorld();
  await storeNewer(world, "restore-run-items:restore", (record) => ({
    ...{ ...record, collection: newer },
    preview: { ...Object(record.preview), change: newer },
  }));

  expect(await statusesOf(world, ["items/{item}/comparison"], { env: "acme-prod" })).toEqual([200]);
});

it("evidence with a newer completeness is still compared", async () => {
  const world = await createAttackWorld();
  const change = (record: Item) => ({ ...record, completeness: newer });
  const { sk } = await storeNewer(world, "evidence-snapshots", change);

  const place = { ws: "acme", env: "acme-prod", id: String(sk) };
  expect(await statusesOf(world, ["evidence-snapshots/{id}/comparison"], place)).toEqual([200]);
});

it("a plan with a newer status is shown and allows no request", async () => {
  const world = await createAttackWorld();
  const { sk } = await storeNewer(world, "plans", (record) => ({ ...record, status: newer }));

  const { status, body } = await world.call({ path: `/api/workspaces/acme/plans/${sk}` });

  expect({ status, state: body.state, mayRequest: body.mayRequest }).toEqual({
    ...{ status: 200, state: "over", mayRequest: false },
  });
});

it("a slot with a newer verdict is shown as unknown", async () => {
  const world = await createAttackWorld();
  const slot = world.items().find(({ pk, sk }) => /^SCHED#acme#/.test(String(pk)) && /^O#/.test(String(sk)));
  await world.put({ ...slot, record: { ...Object(slot?.record), verdict: newer } });
  const [, , schedule] = String(slot?.pk).split("#");

  const { status, body } = await world.call({ path: `/api/workspaces/acme/schedules/${schedule}` });

  expect(status).toBe(200);
  expect(body.occurrences[0]).toMatchObject({ verdict: "unknown", reason: { text: expect.stringMatching(/newer/) } });
});

it("a membership with newer environments grants nothing and hides no other member", async () => {
  const world = await createAttackWorld();
  const stored = world.items().find(({ pk, sk }) => pk === "WS#acme" && sk === "MEMBER#manager");
  await world.put({ ...stored, environments: newer });

  const list = await world.call({ path: "/api/workspaces/acme/members", as: "owner" });
  const own = await world.call({ path: "/api/workspaces/acme/environments", as: "manager" });

  expect(list.status).toBe(200);
  expect({ status: own.status, items: own.body.items }).toEqual({ status: 200, items: [] });
});
