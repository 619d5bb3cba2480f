import { describe, expect, it } from "vitest";
import { createNotificationRecorder } from "../../shared/records/notifications.ts";
import { createWaveWorld, wavesPath } from "./wave-world.ts";

const failed = { outcome: "failed", failures: [{ code: "provider_unreachable", message: "x" }] } as const;

/** A wave of two whose targets are both at work. */
async function twoAtWork() {
  const world = await createWaveWorld(["a", "b"]);
  const { body } = await world.startWave({ canary: 0, concurrency: 2 });
  const id: string = body.run.id;
  await world.deliver(id);
  return { world, id };
}

describe("the adapter of a wave", () => {
  it("proves nothing while a target has no end", async () => {
    const { world, id } = await twoAtWork();
    await world.end(["t-a"]);

    expect(await world.ask(id)).toMatchObject({ decision: "still_in_progress", reasonCode: "wave.targets_open" });
  });

  it.each([
    ["succeeded", {}, "reconciled_succeeded", { total: 2, succeeded: 2 }],
    ["failed", failed, "reconciled_partially_succeeded", { total: 2, succeeded: 1, failed: 1 }],
  ])("proves the end of a wave without a worker whose last target %s", async (_how, end, decision, counts) => {
    const { world, id } = await twoAtWork();
    await world.end(["t-a"]);
    await world.end(["t-b"], end);

    expect(await world.ask(id)).toMatchObject({ decision, summaryCounts: counts });
  });

  it("proves no end while targets may still be named", async () => {
    const world = await createWaveWorld(["a", "b"]);
    const { body } = await world.startWave({ canary: 1 });
    await world.deliver(body.run.id);
    await world.end(["t-a"]);

    expect(await world.ask(body.run.id)).toMatchObject({ decision: "still_in_progress" });
  });
});

it("settling a wave that the platform ended closes what it named but never started", async () => {
  const world = await createWaveWorld(["a", "b"]);
  const { body } = await world.startWave({ canary: 0, concurrency: 2 });
  const id: string = body.run.id;
  // A step that crashed after it had named its targets.
  await world.name(id, ["t-a"]);
  const ended = await world.endWave(id);
  await world.settle(ended);
  await world.settle(ended);

  const { items, wave } = (await world.targets(id)).body;
  expect(wave).toMatchObject({ counts: { active: 0, not_started: 2 }, stopped: { reason: "closed" } });
  expect(items.map(({ state, runId }: { state: string; runId: unknown }) => `${state} ${runId}`)).toEqual([
    "not_started null",
    "not_started null",
  ]);
  await world.deliver(id);
  expect(world.started()).toEqual([]);
});

it("settling a wave that was carried out whole leaves no stop in its log", async () => {
  const { world, id } = await twoAtWork();
  await world.end(["t-a", "t-b"]);
  await world.settle(await world.endWave(id));

  expect((await world.targets(id)).body.wave).toMatchObject({
    ...{ counts: { succeeded: 2 }, stopped: null, headline: "2 of 2 targets succeeded." },
  });
});

it("a wave notifies its starter once and none of its targets does", async () => {
  const { world, id } = await twoAtWork();
  await world.end(["t-a", "t-b"]);
  await world.step(id);
  const recorder = createNotificationRecorder({ ...world, retentionDays: 30 });
  for (const run of [await world.runIn("t-a"), await world.runIn("t-b"), await world.run(id), await world.run(id)]) {
    await recorder.record(run);
  }

  const { body } = await world.call({ path: "/api/notifications", as: "manager" });
  expect(body.items.map(({ runId }: { runId: string }) => runId)).toEqual([id]);
});

it("a wave over a broken promise starts exactly where it is broken", async () => {
  const world = await createWaveWorld(["a", "b", "c"]);
  const promise = await world.call({
    ...{ method: "POST", path: "/api/workspaces/acme/promises", as: "owner" },
    body: { name: "Synced", proof: "sync", withinSeconds: 3600, environments: ["t-a", "t-b", "t-c"] },
  });
  const brokenPromise: string = promise.body.id;
  world.clock.advance(3601);
  await world.prove("t-b");

  const { body } = await world.call({
    ...{ method: "POST", path: wavesPath, as: "manager" },
    body: { type: "policy.sync", targets: { brokenPromise }, canary: 0 },
  });
  await world.deliver(body.run.id);

  expect(world.started().toSorted()).toEqual(["t-a", "t-c"]);
  expect((await world.targets(body.run.id)).body.wave.total).toBe(2);
});
