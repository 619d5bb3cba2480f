import { mkdirSync, writeFileSync } from "node:fs";
import fc from "fast-check";
import { afterAll, expect, it } from "vitest";
import { routes } from "../../shared/contract/routes.ts";
import { requestTo } from "./arbitraries.ts";
import { createAttackWorld } from "./attack-world.ts";
import { foundIn } from "./internal-names.ts";

/** At least 10,000 in total; public routes have few inputs and need fewer. */
const requestsMin = 10_000;
const forOpen = 100;
/** More routes do not make the requests to each of them fewer. */
const perRouteMin = 130;
const perRoute = Math.max(perRouteMin, Math.ceil(requestsMin / routes.filter(({ auth }) => auth === "jwt").length));
const seen: Record<string, Record<string, number>> = {};

it.each(routes)("$name answers any request within its contract and refused requests write nothing", async (route) => {
  const world = await createAttackWorld();
  const statuses: Record<string, number> = {};
  seen[route.name] = statuses;

  await fc.assert(
    fc.asyncProperty(requestTo(route, { ids: world.knownIds(), places: world.knownPlaces() }), async (asked) => {
      const before = world.changes();

      const response = await world.call(asked);

      statuses[response.status] = (statuses[response.status] ?? 0) + 1;
      expect(response.status).toBeLessThan(500);
      if (response.status >= 400 || route.function === "read-api") expect(world.changes()).toBe(before);
      expect(foundIn(response.text, asked)).toEqual([]);
      const isStranger = asked.as === null || asked.as === "former" || asked.as === "stranger";
      if (isStranger) expect(response.text).not.toMatch(/Acme|Globex/);
    }),
    { numRuns: route.auth === "none" ? forOpen : perRoute },
  );

  expect(world.logged).toEqual([]);
  // The test means nothing for a route that refuses every request.
  expect(Object.keys(statuses).some((status) => status < "300")).toBe(true);
});

/** Reports how often each route gave each status. */
afterAll(() => {
  const requests = Object.values(seen).flatMap((statuses) => Object.values(statuses));
  const total = requests.reduce((sum, count) => sum + count, 0);
  mkdirSync("reports", { recursive: true });
  writeFileSync("reports/requests.json", `${JSON.stringify({ requests: total, answers: seen }, undefined, 2)}\n`);
});
