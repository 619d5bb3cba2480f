import { expect, it } from "vitest";
import { openapiDocument } from "../../../shared/contract/openapi.ts";
import { bytesOf, createWorld } from "../world.ts";

it("the root route answers without a token and without a store call", async () => {
  const world = await createWorld();
  const before = world.storeCalls.length;

  const start = await world.call({ path: "/", as: null });
  expect(start.body).toEqual({ name: "Runtruth", api: "/api", health: "/api/health", openapi: "/api/openapi.json" });
  expect((await world.call({ path: start.body.health, as: null })).body).toEqual({ status: "ok" });
  expect((await world.call({ path: start.body.openapi, as: null })).body).toEqual(openapiDocument());
  expect(world.storeCalls.length).toBe(before);
});

it("public routes reject unknown parameters", async () => {
  const world = await createWorld();

  expect((await world.call({ path: "/api/health", query: "deep=true", as: null })).status).toBe(400);
});

it("unknown paths answer 404 and unknown methods 405 with Allow", async () => {
  const world = await createWorld();

  expect(await world.call({ path: "/api/nothing", as: null })).toMatchObject({
    status: 404,
    body: { code: "not_found" },
  });
  expect(await world.call({ path: "/api/workspaces/acme/operations", method: "DELETE", as: null })).toMatchObject({
    status: 405,
    headers: { allow: "GET, POST" },
    body: { code: "method_not_allowed" },
  });
  expect(bytesOf(await world.call({ path: "/api/nothing", as: null }))).toEqual(
    bytesOf(await world.call({ path: "/api/workspaces/absent/environments" })),
  );
});

it("every response has security headers and its request id", async () => {
  const world = await createWorld();

  for (const response of [await world.call({ path: "/" }), await world.call({ path: "/api/nothing" })]) {
    expect(response.headers).toMatchObject({
      "cache-control": "no-store",
      "Content-Security-Policy": expect.stringContaining("default-src 'none'"),
      "Strict-Transport-Security": expect.stringContaining("max-age="),
      "X-Content-Type-Options": "nosniff",
      "X-Frame-Options": "DENY",
      "x-request-id": expect.stringMatching(/^request-\d+$/),
    });
  }
});
