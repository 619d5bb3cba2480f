import { expect, it } from "vitest";
import * as z from "zod";
import { routes } from "../../../shared/contract/routes.ts";
import { createWorld } from "../world.ts";
import { hub } from "./read-all-pages.ts";

const lookBack = { lookBackDays: "30" };
const unarchived = { archivedEnvironments: "excluded" };

const cases: readonly { readonly query: Record<string, string>; readonly applied: Record<string, string> }[] = [
  { query: {}, applied: { tab: "all", ...unarchived, ...lookBack } },
  { query: { environmentId: "acme-prod" }, applied: { tab: "all", environmentId: "acme-prod", ...lookBack } },
  {
    query: { from: "2026-01-01T00:00:00.000Z", type: "policy.sync" },
    applied: { tab: "all", from: "2026-01-01T00:00:00.000Z", type: "policy.sync", ...unarchived },
  },
  { query: { tab: "active" }, applied: { tab: "active", ...unarchived } },
  {
    query: { tab: "needs_attention" },
    applied: { tab: "needs_attention", repeatsOfOneWork: "newest_only", ...unarchived },
  },
];

it.each(cases)("the run list names the filters that it applied: $query", async ({ query, applied }) => {
  const { call } = await createWorld();

  expect((await call({ path: hub, query: new URLSearchParams(query).toString() })).body.appliedFilters).toEqual(
    applied,
  );
});

it("the run list leaves out what its look-back window does not cover", async () => {
  const world = await createWorld();
  await world.aRun();
  world.clock.advance(31 * 86_400);

  const { body } = await world.call({ path: hub });

  expect(body).toMatchObject({ items: [], appliedFilters: lookBack });
});

/** Answers with many entries that nothing narrows, and comparisons of two named things. */
const whole = ["showCatalog", "listPermissions", "showBulkAction", "previewSchedule"];
const entries = ["items", "groups", "rows", "hours"];

it("each list says what narrows it", () => {
  const lists = routes.filter(
    ({ name, method, answers }) =>
      method === "GET" && !whole.includes(name) && entries.some((field) => field in fieldsOf(answers[200])),
  );

  expect(lists.length).toBeGreaterThan(20);
  expect(lists.filter(({ answers }) => !("appliedFilters" in fieldsOf(answers[200]))).map(({ name }) => name)).toEqual(
    [],
  );
});

it("each list with references finds by one", () => {
  const named = routes.filter(
    ({ query, answers }) => "cursor" in fieldsOf(query) && "externalReference" in itemOf(answers[200]),
  );

  expect(named.length).toBeGreaterThan(1);
  expect(named.filter(({ query }) => !("externalReference" in fieldsOf(query))).map(({ name }) => name)).toEqual([]);
});

const lab = { environmentId: "acme-lab" };
const newest = { repeatsOfOneWork: "newest_only" };
const syncs = { type: "policy.sync" };

it.each([
  { path: "operations/summary", query: {}, applied: { ...unarchived, ...lookBack } },
  { path: "operations/summary", query: syncs, applied: { ...syncs, ...unarchived, ...lookBack } },
  { path: "operations/causes", query: {}, applied: { ...unarchived, ...newest } },
  { path: "operations/causes", query: lab, applied: { ...lab, ...newest } },
  { path: "operations/activity", query: lab, applied: lab },
  { path: "operations/metrics", query: {}, applied: { ...unarchived, hours: "24" } },
  { path: "inbox", query: {}, applied: { ...unarchived, ...newest } },
  { path: "promises/matrix", query: { state: "broken" }, applied: { state: "broken", ...unarchived } },
])("$path names what narrows it: $query", async ({ path, query, applied }) => {
  const { call } = await createWorld();

  const { body } = await call({
    path: `/api/workspaces/acme/${path}`,
    query: new URLSearchParams(Object.entries(query)).toString(),
  });

  expect(body.appliedFilters).toEqual(applied);
});

/** The fields of an item of a list. */
function itemOf(answer: z.ZodType | undefined): object {
  const items = new Map(Object.entries(fieldsOf(answer))).get("items");
  return items instanceof z.ZodArray && items.element instanceof z.ZodObject ? items.element.shape : {};
}

function fieldsOf(schema: z.ZodType | undefined): object {
  return schema instanceof z.ZodObject ? schema.shape : {};
}
