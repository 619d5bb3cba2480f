import { expect, it } from "vitest";
import { createWorld } from "../world.ts";

const path = "/api/workspaces/acme/operations";

it("an unchanged list answers 304 while its runs stay within their windows", async () => {
  const world = await createWorld();
  const run = await world.aRun();
  const first = await world.call({ path });
  const known = { "if-none-match": String(first.headers.etag) };
  world.clock.advance(45);

  const again = await world.call({ path, headers: known });

  expect(again).toMatchObject({ status: 304, text: "", headers: { etag: first.headers.etag } });
  expect(again.headers).not.toHaveProperty("content-type");
  expect((await world.call({ path, headers: { "if-none-match": `"x", ${first.headers.etag}` } })).status).toBe(304);
  expect((await world.call({ path, headers: { "if-none-match": "*" } })).status).toBe(304);
  expect((await world.call({ path, headers: { "if-none-match": 'W/"x"' } })).status).toBe(200);

  await world.runService.finish(run, { outcome: "failed", source: "operator" }, "observed");
  expect((await world.call({ path, headers: known })).status).toBe(200);
});

it("a list answers 200 when the clock alone changed a freshness", async () => {
  const world = await createWorld();
  await world.aRun();
  const first = await world.call({ path });
  world.clock.advance(3600);

  const again = await world.call({ path, headers: { "if-none-match": String(first.headers.etag) } });

  expect(again).toMatchObject({ status: 200, body: { items: [{ freshness: "likely_stale" }] } });
});

it("the entity tag differs by language and is absent on errors", async () => {
  const world = await createWorld();
  await world.aRun();
  const english = await world.call({ path });
  const german = await world.call({ path, headers: { "accept-language": "de" } });

  expect(german.headers.etag).not.toBe(english.headers.etag);
  expect(english.headers.etag).toMatch(/^W\/"[\w-]{22}"$/);
  expect((await world.call({ path, as: "outsider" })).headers).not.toHaveProperty("etag");
});

it("an unchanged platform list answers 304 although its active runs age", async () => {
  const world = await createWorld();
  await world.aRun();
  for (const query of ["view=runs", "view=failures", "view=stuck"]) {
    const request = { path: "/api/system/operations", query, as: "platform" };
    const first = await world.call(request);
    world.clock.advance(20);

    const again = await world.call({ ...request, headers: { "if-none-match": String(first.headers.etag) } });

    expect([query, again.status]).toEqual([query, 304]);
  }
  world.clock.advance(3600);
  const late = { path: "/api/system/operations", query: "view=stuck", as: "platform" };
  const stuck = await world.call(late);
  world.clock.advance(60);
  expect((await world.call({ ...late, headers: { "if-none-match": String(stuck.headers.etag) } })).status).toBe(304);
  expect(stuck.body.items).toMatchObject([{ age: { text: "Overdue, queued" } }]);
});
