import { expect, it } from "vitest";
import type { CallReport } from "../../local/engines/table/engine.ts";
import { createAttackWorld } from "./attack-world.ts";

const start = { method: "POST", path: "/api/workspaces/acme/operations", as: "operator" } as const;
const body = { type: "policy.sync", environmentId: "acme-lab", input: {} };
const starts = 100;

/** Write units of starts, without audit entries and reads. */
const unitsOf = (reports: readonly CallReport[]) => reports.reduce((sum, { writeUnits }) => sum + writeUnits, 0);

/**
 * Cost of the first start: the identity (1), the run with its entries in four indexes (5), the result of the send
 * (1), and its idempotency key (1) if it has one. A duplicate that finds the run costs one refused write, or none when
 * its key finds it. One that arrives during the first start continues it, as it must when the first has crashed: its
 * writes of the key, the identity and the run are refused, one unit each.
 */
it.each([
  { as: "without a key", headers: {}, first: 7, duplicate: 2 },
  { as: "with a key", headers: { "idempotency-key": "the same" }, first: 8, duplicate: 3 },
])("a hundred concurrent equal starts $as create one run within budget", async ({ headers, first, duplicate }) => {
  const world = await createAttackWorld();
  world.takeReports();

  const responses = await Promise.all(Array.from({ length: starts }, () => world.call({ ...start, body, headers })));

  const units = unitsOf(world.takeReports());
  expect(new Set(responses.map((one) => one.body.run.id)).size).toBe(1);
  expect(responses.filter(({ status }) => status === 202).length).toBe(1);
  expect(responses.every(({ status }) => status === 200 || status === 202)).toBe(true);
  expect(world.sqs.calls()).toHaveLength(1);
  expect(
    world
      .items()
      .filter(
        ({ pk, type }) =>
          String(pk).startsWith("RUN#") && type !== undefined && pk === `RUN#${responses[0]?.body.run.id}`,
      ),
  ).toHaveLength(1);
  expect(units).toBeLessThanOrEqual(first + (starts - 1) * duplicate);
  expect(units).toBeGreaterThanOrEqual(first);

  const later = await Promise.all(Array.from({ length: starts }, () => world.call({ ...start, body, headers })));
  expect(new Set([...responses, ...later].map((one) => one.body.run.id)).size).toBe(1);
  expect(unitsOf(world.takeReports())).toBe("idempotency-key" in headers ? 0 : starts);
});

it("an idempotency key is scoped to its workspace", async () => {
  const world = await createAttackWorld();
  const headers = { "idempotency-key": "one key" };
  const here = await world.call({ ...start, as: "owner", body, headers });
  await world.put({ pk: "WS#globex", sk: "MEMBER#owner", role: "owner", environments: "all" });

  const there = await world.call({
    ...start,
    as: "owner",
    path: "/api/workspaces/globex/operations",
    body: { ...body, environmentId: "globex-prod" },
    headers,
  });

  expect([here.status, there.status]).toEqual([202, 202]);
  expect(there.body.run.id).not.toBe(here.body.run.id);
});
