import { beforeAll, expect, it } from "vitest";
import * as z from "zod";
import { routes } from "../../../shared/contract/routes.ts";
import { storeAlerts, storePoliciesAndPreview, storeSchedule } from "../../security/stored-content.ts";
import { aNotifiedRun } from "../notifications-world.ts";
import { connection, createWorld, type World } from "../world.ts";

const scope = { workspaceId: "acme", environmentId: "acme-prod" };
const lab = { ...scope, environmentId: "acme-lab" };
const workspace = "/api/workspaces/acme";
const records = `${workspace}/environments/acme-prod/records`;

/** How each list with pages is read. Its world has several entries, some of them of the same instant. */
const lists: Readonly<Record<string, { readonly path: string; readonly as: string }>> = {
  listRuns: { path: `${workspace}/operations`, as: "owner" },
  listSystemRuns: { path: "/api/system/operations", as: "platform" },
  listNotifications: { path: "/api/notifications", as: "operator" },
  listSchedules: { path: `${workspace}/schedules`, as: "owner" },
  listAlerts: { path: `${workspace}/alerts`, as: "owner" },
  listAudit: { path: `${workspace}/audit`, as: "owner" },
  listRecords: { path: `${records}/provider-connections`, as: "owner" },
  listPolicyVersions: { path: `${records}/policies/policy/versions`, as: "owner" },
};
/** The tests of these lists compare their pages: they need a world of their own. */
const elsewhere = ["listOccurrences", "listWaveTargets", "listAlertDeliveries"];

let world: World;
beforeAll(async () => {
  world = await createWorld({ ratePerSecond: 1000 });
  for (let count = 0; count < 3; count++) await aNotifiedRun(world);
  for (const at of [scope, lab]) {
    await storeSchedule(world, at);
    await storeAlerts(world, at);
    const body = { name: at.environmentId };
    await world.call({ method: "PUT", path: `${workspace}/environments/${at.environmentId}`, as: "owner", body });
  }
  for (const id of ["b", "a", "c"]) await world.connections.put(scope, id, { ...connection, isDefault: false });
  await storePoliciesAndPreview(world, scope);
});

const page = z.object({ items: z.array(z.unknown()), nextCursor: z.string().nullable() });

/** Every item of a list, read in pages of at most so many. */
async function everyItem({ path, as }: { readonly path: string; readonly as: string }, limit: number) {
  const items: string[] = [];
  let cursor: string | null = null;
  do {
    const query = new URLSearchParams({ limit: String(limit), ...(cursor !== null && { cursor }) }).toString();
    const { items: found, nextCursor } = page.parse((await world.call({ path, query, as })).body);
    expect(found.length).toBeLessThanOrEqual(limit);
    items.push(...found.map((item) => JSON.stringify(item)));
    cursor = nextCursor;
  } while (cursor !== null);
  return items;
}

it("each list with pages has its order compared", () => {
  const paged = routes.filter(({ query }) => query instanceof z.ZodObject && "cursor" in query.shape);

  expect([...Object.keys(lists), ...elsewhere].sort()).toEqual(paged.map(({ name }) => name).sort());
});

it.each(Object.entries(lists))("%s has one order, whatever the size of its pages", async (_name, list) => {
  const whole = await everyItem(list, 100);

  expect(whole.length).toBeGreaterThan(1);
  expect(new Set(whole).size).toBe(whole.length);
  for (const limit of [1, 2]) expect(await everyItem(list, limit)).toEqual(whole);
});
