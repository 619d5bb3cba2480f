import { afterAll, beforeAll, expect, it } from "vitest";
import * as z from "zod";
import { handoversMax } from "../../shared/operations/part.ts";
import { scope } from "./operation-world.ts";
import { type RestoreWorld, restoreWorld, stopRestoreWorlds } from "./restore-world.ts";

/** The store calls of one restore; the attempt dies at the one that is set, before or after the store acted. */
const calls = { seen: 0, diesAt: Number.POSITIVE_INFINITY, when: "after", results: 0 };
const update = z.object({ UpdateExpression: z.string() });
let world: RestoreWorld;
let original: string[];

beforeAll(async () => {
  world = await restoreWorld();
  // A crash at every call makes more writes than the budget of a tenant, in no time.
  await world.control("/_budgets", { isLimited: false });
  original = await world.descriptions();
  world.client.middlewareStack.add(
    (next) => async (args) => {
      calls.seen += 1;
      const isDeath = calls.seen === calls.diesAt;
      if (isDeath && calls.when === "before") throw new Error("the attempt died here");
      const answer = await next(args);
      if (update.safeParse(args.input).data?.UpdateExpression.includes("#result ")) calls.results += 1;
      if (isDeath) throw new Error("the attempt died here");
      return answer;
    },
    { step: "initialize", name: "die" },
  );
});
afterAll(stopRestoreWorlds);

it.each(["before", "after"])(
  "restore applies every item once when an attempt crashes %s any store call",
  async (when) => {
    calls.when = when;
    let deaths = 0;
    for (let diesAt = 1; ; diesAt++) {
      await world.changeAll(`changed ${diesAt}, ${when}`);
      const run = await world.start();
      world.gate.writes.length = 0;
      calls.seen = 0;
      calls.diesAt = diesAt;
      const died = await world.attempt(run).then(
        () => false,
        () => true,
      );
      calls.diesAt = Number.POSITIVE_INFINITY;
      if (!died) break;
      deaths += 1;

      const { result } = await world.attempt({ ...run, attempt: 2 });

      expect(result).toMatchObject({ outcome: "succeeded", summaryCounts: { total: 5, succeeded: 5, skipped: 0 } });
      expect(world.gate.writes).toHaveLength(5);
      expect(new Set(world.gate.writes).size).toBe(5);
      expect(await world.descriptions()).toEqual(original);
      expect(await world.needs.restoreRuns.find(scope, run.id)).toMatchObject({ status: "completed" });
    }
    // Opening, five items with their steps, and the end of the record.
    expect(deaths).toBeGreaterThan(25);
  },
);

it("restore counts only its own writes as applied", async () => {
  await world.changeAll("changed again");
  world.gate.writes.length = 0;
  const run = await world.start();
  const first = await world.attempt(run, scriptedTime(2));
  expect(first.result.kind).toBe("handed_over");
  // The rest is put right by hand meanwhile; this run has begun nothing there.
  const items = await world.needs.restoreRuns.listItems(scope, run.id);
  for (const { itemId, writeBegunAt } of items) {
    const place = world.five.find(({ policyId }) => policyId === itemId);
    const index = world.five.findIndex(({ policyId }) => policyId === itemId);
    if (writeBegunAt === undefined && place) await world.atProvider("PATCH", place, { description: original[index] });
  }
  const applied = items.filter(({ writeBegunAt }) => writeBegunAt !== undefined).length;

  const { result } = await world.attempt({ ...run, handovers: 1, checkpoint: { processed: applied } });

  expect(result).toMatchObject({ outcome: "succeeded", summaryCounts: { succeeded: applied, skipped: 5 - applied } });
});

it.each([1, 2, 3])("restore hands over and continues with %s items per part", async (itemsPerPart) => {
  await world.changeAll(`changed for parts of ${itemsPerPart}`);
  world.gate.writes.length = 0;
  const run = await world.start();

  const { result, parts } = await world.toTheEnd(run, () => scriptedTime(itemsPerPart));

  expect(result).toMatchObject({ outcome: "succeeded", summaryCounts: { total: 5, succeeded: 5 } });
  expect(parts).toBe(Math.ceil(5 / itemsPerPart));
  expect(world.gate.writes).toHaveLength(5);
});

it("restore fails unreached items when the continuation limit is reached", async () => {
  await world.changeAll("changed for the last part");
  const run = await world.start();
  // Its first part had the right to write, as every part that hands over has.
  await world.needs.providerWriter.take(scope, { runId: run.id, attempt: 0 }, 600);

  const { result } = await world.attempt({ ...run, handovers: handoversMax }, scriptedTime(2));

  expect(result).toMatchObject({
    outcome: "partially_succeeded",
    summaryCounts: { total: 5, processed: 5, succeeded: 2, failed: 3 },
    failures: [
      { code: "restore.assignments_not_restored" },
      ...Array.from({ length: 3 }, () => ({ code: "restore.not_reached" })),
    ],
  });
  expect(await world.needs.restoreRuns.find(scope, run.id)).toMatchObject({ status: "partial" });
});

/** Time that is up once so many items have their result in this part. */
function scriptedTime(items: number): () => number {
  const before = calls.results;
  return () => (calls.results - before >= items ? 1000 : 600_000);
}
