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

it("each list with pages says what narrows it", () => {
  const inPages = routes.filter(({ query }) => "cursor" in fieldsOf(query));

  expect(inPages.length).toBeGreaterThan(5);
  expect(inPages.filter(({ answers }) => !("appliedFilters" in fieldsOf(answers[200])))).toEqual([]);
});

function fieldsOf(schema: z.ZodType | undefined): object {
  return schema instanceof z.ZodObject ? schema.shape : {};
}
