import fc from "fast-check";
import { expect, it } from "vitest";
import type { RunAnswer } from "../../../shared/contract/runs.ts";
import { plusSeconds } from "../../../shared/foundation/clock.ts";
import { idTime } from "../../../shared/foundation/ids.ts";
import { createInProcessWorld } from "../in-process-world.ts";
import { createWorld, type World } from "../world.ts";
import { everyRow, hub } from "./read-all-pages.ts";
import { anyRunHistory, writeHistory } from "./run-histories.ts";

const instants = [3, 400, 5000, 100_000];
const anyFilter = fc.record(
  {
    problemClass: fc.constantFrom("none", "active_stale_attention", "terminal_follow_up"),
    environmentId: fc.constantFrom("acme-prod", "acme-lab"),
    type: fc.constantFrom("policy.sync", "restore.execute", "unheard.of"),
    status: fc.constantFrom("queued", "running", "completed"),
    outcome: fc.constantFrom("pending", "succeeded", "blocked", "failed"),
    freshness: fc.constantFrom("fresh_active", "likely_stale", "reconciled_failed", "terminal_normal", "unknown"),
    reconciled: fc.constantFrom("true", "false"),
    initiator: fc.constantFrom("operator", "system"),
    fromAgo: fc.constantFrom(...instants),
    toAgo: fc.constantFrom(...instants),
  },
  { requiredKeys: [] },
);
/** `query-strings.integration.test.ts` covers ranges that end before they start. */
const filter = anyFilter.filter(({ fromAgo, toAgo }) => fromAgo === undefined || fromAgo >= (toAgo ?? 0));
type Filter = typeof filter extends fc.Arbitrary<infer Value> ? Value : never;

/** Whether an answer matches the filter, derived from the answer alone. */
function fits(run: RunAnswer, filter: Filter, world: World): boolean {
  const createdAt = idTime(run.id).toISOString();
  const ago = (seconds: number) => plusSeconds(world.clock.now(), -seconds);
  const is = (expected: string | undefined, value: unknown) => expected === undefined || expected === value;
  return (
    is(filter.problemClass, run.problemClass) &&
    is(filter.environmentId, run.environmentId) &&
    is(filter.type, run.type) &&
    is(filter.status, run.status) &&
    is(filter.outcome, run.outcome) &&
    is(filter.freshness, run.freshness) &&
    is(filter.reconciled, String(run.isReconciled)) &&
    is(filter.initiator, run.initiator.id) &&
    (filter.fromAgo === undefined || createdAt >= ago(filter.fromAgo)) &&
    (filter.toAgo === undefined || createdAt < ago(filter.toAgo))
  );
}

it("any combination of filters keeps exactly the matching runs, newest first", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyRunHistory, { minLength: 5, maxLength: 20 }),
      fc.array(filter, { minLength: 8, maxLength: 8 }),
      async (lives, filters) => {
        const world = await createInProcessWorld();
        await writeHistory(
          world,
          lives.filter((life) => life.age < 30 * 86_400),
        );
        const all = await everyRow(world, { limit: "100" });
        for (const filter of filters) {
          const { fromAgo, toAgo, ...criteria } = filter;
          const query = {
            ...criteria,
            ...(fromAgo !== undefined && { from: plusSeconds(world.clock.now(), -fromAgo) }),
            ...(toAgo !== undefined && { to: plusSeconds(world.clock.now(), -toAgo) }),
            limit: "3",
          };
          const expected = all.filter((run) => fits(run, filter, world));
          const rows = await everyRow(world, query);
          expect(
            rows.map(({ id }) => id),
            JSON.stringify(query),
          ).toEqual(expected.map(({ id }) => id));
        }
      },
    ),
    { numRuns: 12 },
  );
});

it("a date range includes its start and excludes its end", async () => {
  const world = await createInProcessWorld();
  const [old = "", young = ""] = await writeHistory(world, [
    { environmentId: "acme-prod", state: "failed", age: 20 },
    { environmentId: "acme-prod", state: "failed", age: 10 },
  ]);
  const at = (age: number) => plusSeconds(world.clock.now(), -age);
  const idsOf = async (query: Record<string, string>) => (await everyRow(world, query)).map(({ id }) => id);

  expect(await idsOf({ from: at(20) })).toEqual([young, old]);
  expect(await idsOf({ from: plusSeconds(new Date(at(20)), 0.001) })).toEqual([young]);
  expect(await idsOf({ to: at(10) })).toEqual([old]);
  expect(await idsOf({ to: plusSeconds(new Date(at(10)), 0.001) })).toEqual([young, old]);
});

it("history looks back 30 days by default, open work without limit", async () => {
  const world = await createInProcessWorld();
  const day = 86_400;
  const [within = "", before = "", open = ""] = await writeHistory(world, [
    { environmentId: "acme-prod", state: "succeeded", age: 30 * day },
    { environmentId: "acme-prod", state: "succeeded", age: 30 * day + 1 },
    { environmentId: "acme-prod", type: "restore.execute", state: "failed", age: 90 * day },
  ]);
  const idsOf = async (query: Record<string, string>) => (await everyRow(world, query)).map(({ id }) => id);

  expect(await idsOf({})).toEqual([within]);
  expect(await idsOf({ tab: "succeeded", from: plusSeconds(world.clock.now(), -40 * day) })).toEqual([within, before]);
  expect(await idsOf({ tab: "failed" })).toEqual([]);
  expect(await idsOf({ tab: "needs_attention" })).toEqual([open]);
});

it("a page scans at most 400 runs and returns a cursor", async () => {
  const world = await createInProcessWorld();
  const successes = Array.from({ length: 400 }, (_, at) => ({
    environmentId: "acme-prod",
    state: "succeeded" as const,
    age: 100 + at,
  }));
  const failed = { environmentId: "acme-prod", state: "failed", age: 900 } as const;
  const ids = await writeHistory(world, [...successes, failed]);

  const first = await world.call({ path: hub, query: "tab=failed" });
  expect(first.body).toMatchObject({ items: [], nextCursor: expect.any(String) });
  const second = await world.call({ path: hub, query: `tab=failed&cursor=${first.body.nextCursor}` });
  expect(second.body).toMatchObject({ items: [{ id: ids.at(-1) }], nextCursor: null });
});

it("a list keeps polling while active runs may still match its filter", async () => {
  const world = await createInProcessWorld();
  await writeHistory(world, [{ environmentId: "acme-prod", state: "running", age: 60 }]);

  for (const tab of ["needs_attention", "failed"]) {
    const { body } = await world.call({ path: hub, query: `tab=${tab}` });
    expect(body).toMatchObject({ items: [], polling: { intervalSeconds: 10 } });
  }
});

it.each([
  "tab=mine",
  "tab=",
  "problemClass=stale",
  "status=done",
  "outcome=success",
  "freshness=stale",
  "reconciled=yes",
  "from=yesterday",
  "to=2026-03-02",
  "managed_environment_id=acme-prod",
  "environment_id=acme-prod",
  "activeTab=all",
])("the filter %s is rejected before any store call", async (query) => {
  const world = await createWorld();
  const before = world.storeCalls.length;

  expect(await world.call({ path: hub, query })).toMatchObject({ status: 400, body: { code: "query_invalid" } });
  expect(world.storeCalls.length).toBe(before);
});
