import { expect, it } from "vitest";
import { createInProcessWorld } from "../in-process-world.ts";
import { connection, type World } from "../world.ts";
import { everyRow, hub } from "./read-all-pages.ts";
import { type Life, writeHistory } from "./run-histories.ts";

const bulk = "/api/workspaces/acme/bulk-actions";

/** Failed runs of one cause, each of other work, so many seconds old. */
async function failed(world: World, ages: readonly number[], given: Partial<Life> = {}): Promise<string[]> {
  return writeHistory(
    world,
    ages.map((age) => ({
      ...{ environmentId: "acme-prod", type: "policy.sync", state: "failed", age, work: `${age}`, reason: "timeout" },
      ...given,
    })),
  );
}

const causes = async (world: World, query: string) => (await world.call({ path: `${hub}/causes`, query })).body;
const dryRun = (world: World, key: string, query = "", as = "operator") =>
  world.call({ path: `${hub}/causes/${key}`, query, as });
async function onlyKey(world: World, query = ""): Promise<string> {
  const { groups } = await causes(world, query);
  expect(groups).toHaveLength(1);
  return groups[0].key;
}

const day = 86_400;

it("a window of causes sums to the list of that window", async () => {
  const world = await createInProcessWorld();
  await failed(world, [60, 3600, 3 * day]);
  await failed(world, [120], { type: "inventory.sync" });

  const { groups, total, window, causeCount } = await causes(world, "window=24h");

  expect(groups.map(({ count }: { count: { value: number } }) => count.value)).toEqual([2, 1]);
  expect([total.value, causeCount.value, window.headline]).toEqual([
    3,
    2,
    "3 open issues in the last 24 hours, 2 causes.",
  ]);
  expect(await everyRow(world, total.list)).toHaveLength(3);
  expect(await everyRow(world, groups[0].count.list)).toHaveLength(2);
  expect((await causes(world, "window=7d")).total.value).toBe(4);
  expect((await causes(world, "")).window).toBeNull();
  expect((await world.call({ path: `${hub}/causes`, query: "window=1h" })).status).toBe(400);
});

it("a dry run sorts each run of a cause by stored proof", async () => {
  const world = await createInProcessWorld();
  await world.connections.put({ workspaceId: "acme", environmentId: "acme-prod" }, "default", connection);
  const [needed = "", again = "", done = ""] = await failed(world, [60, 120, 180]);
  const key = await onlyKey(world);
  await succeedSince(world, "180");

  const { status, body } = await dryRun(world, key);

  expect([status, body.counts, body.capped]).toEqual([
    200,
    { total: 3, alreadyTrue: 1, needed: 2, needsPerson: 0 },
    false,
  ]);
  expect(body.items.map((item: Record<string, unknown>) => [item.runId, item.verdict])).toEqual([
    [needed, "needed"],
    [again, "needed"],
    [done, "already_true"],
  ]);
  expect(body.items[2]).toMatchObject({
    reason: { code: "later_success", text: "A later run of the same work succeeded." },
    proof: { type: "operation_run" },
  });
  expect(body.group.count.value).toBe(2);
});

it("a dry run leaves work that changes an environment to a person", async () => {
  const world = await createInProcessWorld();
  await failed(world, [60, 120], { type: "restore.execute", reason: "timeout" });

  const { body } = await dryRun(world, await onlyKey(world));

  expect(body.counts).toEqual({ total: 2, alreadyTrue: 0, needed: 0, needsPerson: 2 });
  expect(body.items[0].reason.code).toBe("high_risk");
});

it("a dry run does not call work needed that is under way again", async () => {
  const world = await createInProcessWorld();
  await world.connections.put({ workspaceId: "acme", environmentId: "acme-prod" }, "default", connection);
  await failed(world, [60, 120]);
  const [repeat] = await failed(world, [10], { state: "running", work: "60" });

  const { body } = await dryRun(world, await onlyKey(world));

  expect(body.counts).toEqual({ total: 2, alreadyTrue: 0, needed: 1, needsPerson: 1 });
  expect(body.items[0]).toMatchObject({
    verdict: "needs_person",
    reason: { code: "under_way", text: "The same work is under way. Wait until it has ended." },
    proof: { type: "operation_run", id: repeat },
  });
});

it("running a cause again repeats only what is still needed", async () => {
  const world = await createInProcessWorld();
  await world.connections.put({ workspaceId: "acme", environmentId: "acme-prod" }, "default", connection);
  const runIds = await failed(world, [60, 120]);
  const [risky = ""] = await failed(world, [200], { type: "restore.execute" });
  const [open = "", done = ""] = runIds;
  await succeedSince(world, "120");

  const { body } = await world.call({
    method: "POST",
    path: bulk,
    as: "owner",
    body: { action: "run_again", runIds: [open, done, risky] },
  });

  expect(body.counts).toEqual({ total: 3, done: 2, refused: 1, alreadyTrue: 1, needsPerson: 1 });
  const resultOf = new Map(body.items.map((item: Record<string, unknown>) => [item.runId, item]));
  expect(resultOf.get(done)).toMatchObject({ result: "already_true", newRunId: null });
  expect(resultOf.get(risky)).toMatchObject({ result: "needs_person", newRunId: null });
  const { newRunId } = resultOf.get(open) as { newRunId: string };
  const { body: repeated } = await world.call({ path: `${hub}/${newRunId}`, as: "owner" });
  expect(repeated.repeats).toBe(open);
});

it("a dry run shows only environments that its caller sees", async () => {
  const world = await createInProcessWorld();
  await failed(world, [60]);
  await failed(world, [90], { environmentId: "acme-lab" });
  const key = await onlyKey(world);

  expect((await dryRun(world, key, "", "lab-operator")).body.counts.total).toBe(1);
  expect((await dryRun(world, key)).body.counts.total).toBe(2);
  expect((await dryRun(world, key, "", "outsider")).status).toBe(404);
  expect((await dryRun(world, "0".repeat(16))).status).toBe(404);
  const { body: readonly } = await dryRun(world, key, "", "readonly");
  expect(readonly.items[0].reason.code).toBe("not_permitted");
});

/** A later success of the same work, whose problem the index of open work still lists. */
const succeedSince = (world: World, work: string) =>
  failed(world, [10], { state: "succeeded", work, waited: 1, ran: 1 });
