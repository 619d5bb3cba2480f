import { expect, it } from "vitest";
import * as z from "zod";
import { createWorld } from "../world.ts";
import { everyRow, hub } from "./read-all-pages.ts";

const ndjson = { accept: "application/x-ndjson" };
const csv = { accept: "text/csv" };
const lastLine = z.object({
  end: z.looseObject({ items: z.number(), nextCursor: z.string().nullable(), appliedFilters: z.looseObject({}) }),
});

it("a filtered list has the same items as lines", async () => {
  const world = await createWorld();
  for (let count = 0; count < 5; count++) await world.aRun({ environmentId: count < 3 ? "acme-prod" : "acme-lab" });
  const filter = { environmentId: "acme-prod", limit: "2" };

  const ids: unknown[] = [];
  let cursor: string | null = null;
  do {
    const query = new URLSearchParams({ ...filter, ...(cursor !== null && { cursor }) }).toString();
    const { text, headers } = await world.call({ path: hub, query, headers: ndjson });
    expect(headers).toMatchObject({ "content-type": "application/x-ndjson; charset=utf-8", vary: /accept,/ });
    const lines = text.trimEnd().split("\n");
    const { end } = lastLine.parse(JSON.parse(lines.pop() ?? ""));
    expect(end).toMatchObject({ items: lines.length, appliedFilters: { environmentId: "acme-prod" } });
    ids.push(...lines.map((line) => JSON.parse(line).id));
    cursor = end.nextCursor;
  } while (cursor !== null);

  expect(ids).toEqual((await everyRow(world, { environmentId: "acme-prod" })).map(({ id }) => id));
  expect(ids).toHaveLength(3);
});

it("each form has its own entity tag and is answered 304 for it", async () => {
  const world = await createWorld();
  await world.aRun();
  const tagOf = async (headers: Record<string, string>) =>
    String((await world.call({ path: hub, headers })).headers.etag);
  const tags = [await tagOf({}), await tagOf(ndjson), await tagOf(csv)];

  expect(new Set(tags).size).toBe(3);
  const known = { ...csv, "if-none-match": tags[2] ?? "" };
  expect(await world.call({ path: hub, headers: known })).toMatchObject({ status: 304, text: "" });
});

it("a caller gets no line of what the list would not show", async () => {
  const world = await createWorld();
  await world.aRun({ environmentId: "acme-prod" });

  expect((await world.call({ path: hub, as: "lab-operator", headers: csv })).text).toContain('"{""items"":0,');
  expect(await world.call({ path: hub, as: "outsider", headers: csv })).toMatchObject({
    status: 404,
    headers: { "content-type": "application/problem+json" },
  });
  expect(await world.call({ path: "/api/workspaces/acme/audit", as: "operator", headers: csv })).toMatchObject({
    status: 403,
    body: { code: "capability_missing" },
  });
  const audit = await world.call({ path: "/api/workspaces/acme/audit", as: "owner", headers: csv });
  expect(audit.text).toContain('"id","recordedAt","actorType"');
});
