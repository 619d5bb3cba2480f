import { expect, it } from "vitest";
import { lazyEndpoints } from "../../../functions/middleware/lazy-endpoints.ts";
import { createPromise, removePromise } from "../../../shared/contract/promise-routes.ts";
import { eventOf } from "../events.ts";

const event = eventOf({ path: "/", as: null });

it("a group of endpoints is loaded once, with its first request", async () => {
  let loads = 0;
  const endpoints = lazyEndpoints([createPromise, removePromise], async () => {
    loads += 1;
    return [createPromise, removePromise].map((route) => ({
      route,
      handle: async () => ({ statusCode: 200, body: route.name }),
    }));
  });
  expect(loads).toBe(0);

  const answers = await Promise.all(endpoints.map(({ handle }) => handle(event)));

  expect(answers.map(({ body }) => body)).toEqual([createPromise.name, removePromise.name]);
  expect(loads).toBe(1);
});

it("a route that its group does not have fails by its name", async () => {
  const [endpoint] = lazyEndpoints([createPromise], async () => []);

  await expect(endpoint?.handle(event)).rejects.toThrow(`Route ${createPromise.name} has no endpoint in its group.`);
});

it("a group that could not be loaded is loaded with the next request", async () => {
  let loads = 0;
  const [endpoint] = lazyEndpoints([createPromise], async () => {
    loads += 1;
    if (loads === 1) throw new Error("EMFILE: too many open files");
    return [{ route: createPromise, handle: async () => ({ statusCode: 200 }) }];
  });

  await expect(endpoint?.handle(event)).rejects.toThrow("EMFILE");
  expect(await endpoint?.handle(event)).toEqual({ statusCode: 200 });
});
