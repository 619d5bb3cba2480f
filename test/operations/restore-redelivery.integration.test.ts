import { afterAll, beforeAll, expect, it } from "vitest";
import { scope } from "./operation-world.ts";
import { type RestoreWorld, restoreWorld, stopRestoreWorlds } from "./restore-world.ts";

/** The store calls of one restore; the attempt dies at the one that is set, after the store acted. */
const calls = { seen: 0, diesAfter: Number.POSITIVE_INFINITY };
let world: RestoreWorld;
let original: string[];

beforeAll(async () => {
  world = await restoreWorld();
  original = await world.descriptions();
  world.client.middlewareStack.add(
    (next) => async (args) => {
      const answer = await next(args);
      calls.seen += 1;
      if (calls.seen === calls.diesAfter) throw new Error("the attempt died here");
      return answer;
    },
    { step: "initialize", name: "die" },
  );
});
afterAll(stopRestoreWorlds);

it("applies every item once, wherever an attempt dies before the message comes again", async () => {
  let deaths = 0;
  for (let diesAfter = 1; ; diesAfter++) {
    await world.changeAll(`changed ${diesAfter}`);
    const run = await world.start();
    world.gate.writes.length = 0;
    calls.seen = 0;
    calls.diesAfter = diesAfter;
    const died = await world.attempt(run).then(
      () => false,
      () => true,
    );
    calls.diesAfter = Number.POSITIVE_INFINITY;
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
}, 120_000);

it("tells a write whose answer was lost from a policy that somebody else put right", async () => {
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

it.each([1, 2, 3])("hands over and goes on when there is time for only %s items a part", async (itemsPerPart) => {
  await world.changeAll(`changed for parts of ${itemsPerPart}`);
  world.gate.writes.length = 0;
  const run = await world.start();

  const { result, parts } = await world.toTheEnd(run, () => scriptedTime(itemsPerPart));

  expect(result).toMatchObject({ outcome: "succeeded", summaryCounts: { total: 5, succeeded: 5 } });
  // The last write of a part is looked at again by the next one, before that counts it as applied.
  expect(parts).toBe(1 + Math.floor(5 / itemsPerPart));
  expect(world.gate.writes).toHaveLength(5);
});

it("ends by itself, with what was not reached as failed, when no further part is allowed", async () => {
  await world.changeAll("changed for the last part");
  const run = await world.start();

  const { result } = await world.attempt({ ...run, handovers: 11 }, scriptedTime(2));

  expect(result).toMatchObject({
    outcome: "partially_succeeded",
    summaryCounts: { total: 5, processed: 5, succeeded: 1, failed: 4 },
    failures: [{ code: "restore.not_reached", count: 4 }],
  });
  expect(await world.needs.restoreRuns.find(scope, run.id)).toMatchObject({ status: "partial" });
});

/** Time that is up once so many items have been written in this part. */
function scriptedTime(items: number): () => number {
  const before = world.gate.writes.length;
  return () => (world.gate.writes.length - before >= items ? 1000 : 600_000);
}
