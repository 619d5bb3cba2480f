import { expect, it } from "vitest";
import {
  bodyBytesMax,
  bodyDepthMax,
  bodyKeysMax,
  bodyTextCharactersMax,
} from "../../functions/middleware/json-body.ts";
import { routes } from "../../shared/contract/routes.ts";
import { createAttackWorld, pathTo } from "./attack-world.ts";
import { schemaOf } from "./json-schema.ts";

const bombs: readonly { readonly name: string; readonly body: string; readonly status: number }[] = [
  { name: "a body one byte too large", body: `"${"x".repeat(bodyBytesMax - 1)}"`, status: 413 },
  { name: "a body of 6 MB", body: "[".repeat(6_000_000), status: 413 },
  { name: "a string 1 KB too long", body: JSON.stringify({ a: "x".repeat(bodyTextCharactersMax + 1) }), status: 400 },
  {
    name: "one member too many",
    body: JSON.stringify({ ...Array.from({ length: bodyKeysMax + 1 }, () => 0) }),
    status: 400,
  },
  { name: "one level too many", body: `{"a":${"[".repeat(bodyDepthMax)}${"]".repeat(bodyDepthMax)}}`, status: 400 },
  { name: "10,000 levels", body: "[".repeat(10_000), status: 400 },
  { name: "10,000 numbers of 300 digits each", body: `[${`${"9".repeat(300)},`.repeat(10_000)}0]`, status: 413 },
  { name: "a number out of range", body: '{"a":1e999}', status: 400 },
  {
    name: "a string that slows down regular expressions",
    body: JSON.stringify(`${"a".repeat(bodyTextCharactersMax - 1)}!`),
    status: 422,
  },
  { name: "5,000 members with one name", body: `{${'"a":1,'.repeat(4_000)}"a":1}`, status: 422 },
];
const writing = routes.filter(({ method }) => method !== "GET");

it.each(writing)("$name rejects oversized bodies before any store call", async (route) => {
  const world = await createAttackWorld();

  for (const { name, body, status } of bombs) {
    const response = await world.call({ method: route.method, path: pathTo(route, world), as: "owner", body });

    expect([name, response.status]).toEqual([name, status]);
    expect(world.takeReports()).toEqual([]);
  }
});

/** A query string with excessive values of a route's parameters and with unknown parameters. */
const queryBombs = (route: (typeof routes)[number]) => [
  ...Object.keys(schemaOf(route.query).properties ?? {}).flatMap((name) => [
    `${name}=${"9".repeat(7_000)}`,
    `${name}=&${name}=`,
    `${name}[]=1`,
    `${name}=1&${name}=2`,
  ]),
  "limit=1000000000",
  "limit=101",
  "limit=0",
  "limit=-1",
  "limit=1e2",
  "filter=a&sort=b",
  Array.from({ length: 2_000 }, (_, at) => `p${at}=1`).join("&"),
  `__proto__[x]=1&constructor=1`,
];

it.each(routes.filter(({ method }) => method === "GET"))(
  "$name rejects oversized queries before any store call",
  async (route) => {
    const world = await createAttackWorld();

    for (const query of queryBombs(route)) {
      const response = await world.call({ path: pathTo(route, world), as: "owner", query });

      expect([query.slice(0, 40), response.status]).toEqual([query.slice(0, 40), 400]);
      expect(world.takeReports()).toEqual([]);
    }
  },
);

it("a thousand duplicate starts cost one unit each and send one message", async () => {
  const world = await createAttackWorld();
  const start = { method: "POST", path: "/api/workspaces/acme/operations", as: "operator" } as const;
  const body = { type: "policy.sync", environmentId: "acme-lab", input: {} };
  const first = await world.call({ ...start, body });
  world.takeReports();

  for (let at = 0; at < 1000; at += 1) {
    const response = await world.call({ ...start, body });
    expect(response).toMatchObject({ status: 200, body: { run: { id: first.body.run.id } } });
  }

  const reports = world.takeReports();
  const sum = (of: "writeUnits" | "readUnits") => reports.reduce((total, report) => total + report[of], 0);
  expect(reports.length).toBeLessThanOrEqual(8 * 1000);
  expect(sum("writeUnits")).toBe(1000);
  expect(sum("readUnits")).toBeLessThanOrEqual(12 * 1000);
  expect(world.sqs.calls()).toHaveLength(1);
});

it.each(routes.filter(({ auth }) => auth === "jwt"))("$name throttles a caller above the rate limit", async (route) => {
  const world = await createAttackWorld({ ratePerSecond: 1 });
  const ask = (as: string) => world.call({ method: route.method, path: pathTo(route, world), as });
  const statuses = [];
  for (let at = 0; at < 5; at += 1) statuses.push((await ask("operator")).status);
  world.takeReports();

  const response = await ask("operator");

  expect(statuses.slice(0, 4)).not.toContain(429);
  expect(response).toMatchObject({ status: 429, headers: { "retry-after": "1" }, body: { code: "rate_limited" } });
  expect(world.takeReports()).toEqual([]);
  expect((await ask("manager")).status).not.toBe(429);
  world.clock.advance(1);
  expect((await ask("operator")).status).not.toBe(429);
});
