import { describe, expect, it } from "vitest";
import { createWaveWorld, type WaveWorld, wavesPath } from "./wave-world.ts";

const lenient = { failuresMax: 1000, failedPercentMax: 100 };
const failed = { outcome: "failed", failures: [{ code: "provider_unreachable", message: "x" }] } as const;

async function aWave(names: readonly string[], body: object = {}) {
  const world = await createWaveWorld(names);
  const answer = await world.startWave({ stop: lenient, ...body });
  expect(answer.status).toBe(202);
  const id: string = answer.body.run.id;
  await world.deliver(id);
  return { world, id, ids: world.environmentIds };
}

/** A person starts the same work in an environment, and it succeeds. */
async function succeedLater(world: WaveWorld, environmentId: string | undefined): Promise<void> {
  const body = { type: "policy.sync", environmentId, input: {} };
  const later = await world.call({ method: "POST", path: "/api/workspaces/acme/operations", body });
  const run = await world.run(later.body.run.id);
  const done = await world.runService.finish(run, { outcome: "succeeded", source: "worker" }, "observed");
  if (done.outcome === "written") await world.remember(done.run);
}

/** The counts of a wave, each of them equal to the length of its list. */
async function countsOf(world: WaveWorld, id: string): Promise<Record<string, number>> {
  const { body } = await world.targets(id);
  for (const [state, count] of Object.entries(body.wave.counts)) {
    expect((await world.targets(id, `state=${state}&limit=100`)).body.items).toHaveLength(Number(count));
  }
  return Object.fromEntries(Object.entries<number>(body.wave.counts).filter(([, count]) => count > 0));
}

describe("a wave", () => {
  it("starts its canary first and everything else once that succeeded", async () => {
    const { world, id, ids } = await aWave(["a", "b", "c", "d"], { concurrency: 2 });
    expect(world.started()).toEqual(ids.slice(0, 1));
    expect(await countsOf(world, id)).toEqual({ active: 1, waiting: 3 });

    await world.end(ids.slice(0, 1));
    await world.step(id);
    expect(world.started()).toEqual(ids.slice(0, 3));

    await world.end(ids.slice(1, 3));
    await world.step(id);
    await world.end(ids.slice(3));
    await world.step(id);

    expect(await world.run(id)).toMatchObject({ outcome: "succeeded", summaryCounts: { total: 4, succeeded: 4 } });
    expect(await countsOf(world, id)).toEqual({ succeeded: 4 });
    expect((await world.targets(id)).body.wave.headline).toBe("4 of 4 targets succeeded.");
  });

  it("is named by its operation and linked from its targets", async () => {
    const { world, id } = await aWave(["a"]);
    const read = async (run: string) =>
      (await world.call({ path: `/api/workspaces/acme/operations/${run}`, as: "manager" })).body;
    const [{ runId }] = (await world.targets(id)).body.items;

    expect(await read(id)).toMatchObject({ label: "Wave: Policy sync", waveId: null });
    expect((await read(id)).actions).toContainEqual(
      expect.objectContaining({ action: "cancel", consequence: expect.stringContaining("No further target starts.") }),
    );
    expect(await read(runId)).toMatchObject({
      label: "Policy sync",
      waveId: id,
      initiator: { name: "manager (wave)" },
    });
  });

  it("starts nothing more when its canary failed", async () => {
    const { world, id, ids } = await aWave(["a", "b", "c"]);

    await world.end(ids.slice(0, 1), failed);
    await world.step(id);

    expect(world.started()).toEqual(ids.slice(0, 1));
    expect(await countsOf(world, id)).toEqual({ failed: 1, not_started: 2 });
    expect(await world.run(id)).toMatchObject({ outcome: "failed", endedBy: { reasonCode: "wave.stopped" } });
    const { body } = await world.targets(id);
    expect(body.wave.stopped).toMatchObject({ reason: "canary_failed", by: null });
    expect(body.items.map(({ state, code }: { state: string; code: string }) => `${state} ${code}`)).toEqual([
      "failed null",
      "not_started canary_failed",
      "not_started canary_failed",
    ]);
  });

  it("stops at its limit of failures and waits for what is at work", async () => {
    const { world, id, ids } = await aWave(["a", "b", "c", "d"], {
      ...{ canary: 0, concurrency: 2, stop: { failuresMax: 0, failedPercentMax: 100 } },
    });
    await world.end(ids.slice(0, 1), failed);
    await world.step(id);

    expect(await countsOf(world, id)).toEqual({ failed: 1, active: 1, not_started: 2 });
    expect((await world.run(id)).status).toBe("running");
    expect((await world.targets(id)).body.wave.headline).toBe(
      "Stopped by its stop rule: 1 failed, 2 not started, 1 at work.",
    );

    await world.end(ids.slice(1, 2));
    await world.step(id);

    expect(world.started()).toHaveLength(2);
    expect(await world.run(id)).toMatchObject({ outcome: "partially_succeeded", status: "completed" });
  });

  it("names nothing after a stop request was answered", async () => {
    const { world, id, ids } = await aWave(["a", "b", "c"], { canary: 0, concurrency: 2 });

    const answer = await world.cancel(id);
    expect(answer).toMatchObject({ status: 200, body: { result: "cancel_requested" } });
    expect((await world.targets(id)).body.wave.stopped).toMatchObject({ reason: "aborted", by: "manager" });
    await world.deliver(id);

    // Both runs were still queued, so they end at once; the third target was never named.
    expect(world.started()).toEqual(ids.slice(0, 2));
    expect(await countsOf(world, id)).toEqual({ failed: 2, not_started: 1 });
    expect(await world.run(id)).toMatchObject({
      ...{ outcome: "failed", endedBy: { reasonCode: "run.cancelled_by_operator", actor: "manager" } },
    });
  });

  it("gives a target that cannot start a code instead of a run", async () => {
    const world = await createWaveWorld(["a"]);
    await world.addEnvironment("b");
    const { body } = await world.startWave({
      ...{ stop: lenient, canary: 0, targets: { environmentIds: ["t-a", "t-b"] } },
    });
    await world.deliver(body.run.id);
    await world.end(["t-a"]);
    await world.step(body.run.id);

    expect(await countsOf(world, body.run.id)).toEqual({ succeeded: 1, not_started: 1 });
    const listed = await world.targets(body.run.id, "state=not_started");
    expect(listed.body.items).toMatchObject([{ environmentId: "t-b", code: "refused", runId: null }]);
    const shown = await world.call({ path: `/api/workspaces/acme/operations/${body.run.id}`, as: "manager" });
    expect(shown.body).toMatchObject({ needsAttention: true, outcome: "partially_succeeded" });
  });

  it("leaves the follow-up of failed targets to their runs", async () => {
    const { world, id, ids } = await aWave(["a", "b"], { canary: 0 });
    await world.end(ids.slice(0, 1));
    await world.end(ids.slice(1), failed);
    await world.step(id);

    const shown = await world.call({ path: `/api/workspaces/acme/operations/${id}`, as: "manager" });
    expect(shown.body).toMatchObject({
      ...{ outcome: "partially_succeeded", needsAttention: false },
      actionability: { status: "informational_only", reasonCode: "parts_follow_up" },
    });
  });

  it("joins a run of the same work that another start made", async () => {
    const world = await createWaveWorld(["a"]);
    const start = { type: "policy.sync", environmentId: "t-a", input: {} };
    const own = await world.call({ method: "POST", path: "/api/workspaces/acme/operations", body: start });
    const { body } = await world.startWave({ stop: lenient });
    await world.deliver(body.run.id);

    expect(world.started()).toEqual([]);
    expect((await world.targets(body.run.id)).body.items).toMatchObject([
      { state: "active", runId: own.body.run.id, isJoined: true },
    ]);
    await world.runService.finish(
      await world.run(own.body.run.id),
      { outcome: "succeeded", source: "worker" },
      "observed",
    );
    await world.step(body.run.id);
    expect((await world.run(body.run.id)).outcome).toBe("succeeded");
  });

  it("repeats the targets that still need it, as a further wave", async () => {
    const { world, id, ids } = await aWave(["a", "b", "c"], { canary: 0, concurrency: 3 });
    await world.end(ids.slice(0, 1));
    await world.end(ids.slice(1), failed);
    await world.step(id);
    // The work of one of them succeeded since: it is left out.
    await succeedLater(world, ids[2]);

    const again = await world.call({
      ...{ method: "POST", path: `${wavesPath}/${id}/run-again`, as: "manager" },
      body: { states: ["failed"] },
    });

    expect(again.status).toBe(202);
    const listed = await world.targets(again.body.run.id);
    expect(listed.body.items.map(({ environmentId }: { environmentId: string }) => environmentId)).toEqual([ids[1]]);
    const shown = await world.call({ path: `/api/workspaces/acme/operations/${again.body.run.id}`, as: "manager" });
    expect(shown.body.repeats).toBe(id);
  });

  it("repeats the queued targets that its stop has cancelled", async () => {
    const { world, id, ids } = await aWave(["a", "b", "c"], { canary: 0, concurrency: 2 });
    await world.cancel(id);
    await world.deliver(id);
    await succeedLater(world, ids[0]);

    const again = await world.call({
      ...{ method: "POST", path: `${wavesPath}/${id}/run-again`, as: "manager" },
      body: { states: ["failed", "not_started"] },
    });

    const { items } = (await world.targets(again.body.run.id)).body;
    expect(items.map(({ environmentId }: { environmentId: string }) => environmentId)).toEqual(ids.slice(1));
  });

  it("starts nothing where its starter has lost the right to", async () => {
    const { world, id, ids } = await aWave(["a", "b"]);
    await world.removeManager();
    await world.end(ids.slice(0, 1));
    await world.step(id);

    expect(world.started()).toEqual(ids.slice(0, 1));
    expect((await world.targets(id, "state=not_started", "owner")).body.items).toMatchObject([
      { code: "not_entitled" },
    ]);
  });
});

describe("a start of a wave", () => {
  it("answers an active wave of the same work and targets", async () => {
    const world = await createWaveWorld(["a", "b"]);
    const first = await world.startWave({});
    const other = await world.startWave({ targets: { environmentIds: ["t-b", "t-a"] } });

    expect(other).toMatchObject({ status: 200, body: { result: "already_running", run: { id: first.body.run.id } } });
  });

  it("is audited once, also when it is repeated", async () => {
    const world = await createWaveWorld(["a"]);
    const headers = { "idempotency-key": "one" };
    const first = await world.startWave({}, headers);
    await world.startWave({}, headers);

    const { body } = await world.call({ path: "/api/workspaces/acme/audit", as: "owner" });
    const entries = body.items.filter(({ resourceId }: { resourceId: string }) => resourceId === first.body.run.id);
    expect(entries).toMatchObject([{ action: "operation_run.started", actor: { id: "manager" } }]);
  });

  it("replays its idempotency key although the selection has changed since", async () => {
    const world = await createWaveWorld(["a"]);
    const headers = { "idempotency-key": "one" };
    const body = { targets: { all: true } };
    const first = await world.startWave(body, headers);
    await world.addEnvironment("later");
    const second = await world.startWave(body, headers);

    expect(second).toMatchObject({ status: 200, body: { result: "replayed", run: { id: first.body.run.id } } });
  });

  it.each([
    ["an absent environment", { targets: { environmentIds: ["nowhere"] } }, 404, "not_found"],
    ["an unknown promise", { targets: { brokenPromise: "nothing" } }, 404, "not_found"],
    ["no environment", { targets: { environmentIds: [] } }, 422, "selection_empty"],
    ["a canary above the limit", { canary: 26 }, 422, "input_invalid"],
    ["an unknown type", { type: "no.such" }, 422, "operation_type_unknown"],
    ["destructive work", { type: "restore.execute" }, 422, "operation_not_in_waves"],
    ["a change of one record", { type: "backup_set.archive" }, 422, "operation_not_in_waves"],
    ["a wave of waves", { type: "operations.wave" }, 422, "operation_not_startable"],
    ["an input of the wrong form", { input: { nothing: true } }, 422, "input_invalid"],
  ])("is refused for %s and sends nothing", async (_what, body, status, code) => {
    const world = await createWaveWorld(["a"]);

    expect(await world.startWave(body)).toMatchObject({ status, body: { code } });
    expect(world.sentByApi()).toEqual([]);
  });

  it("is refused for a caller without the right to start waves", async () => {
    const world = await createWaveWorld(["a"]);
    const request = { method: "POST", path: wavesPath, body: { type: "policy.sync", targets: { all: true } } } as const;

    expect(await world.call({ ...request, as: "operator" })).toMatchObject({ status: 403 });
    expect(await world.call({ ...request, as: "outsider" })).toMatchObject({ status: 404 });
  });
});

it("a wave starts no change that needs an approval in its environment", async () => {
  const world = await createWaveWorld(["a"]);
  const [environmentId = ""] = world.environmentIds;
  const place = `/api/workspaces/acme/environments/${environmentId}`;
  const put = (path: string, body: object) => world.call({ method: "PUT", path, as: "owner", body });
  const schedule = { name: "Daily", isEnabled: true, keepLast: 2 };
  await put(`${place}/records/backup-schedules/daily`, schedule);
  await put(place, { name: "A", approval: { destructive: 1, mutation: 1, clients: "by_threshold" } });

  const { body } = await world.startWave({
    type: "backup.schedule.retention",
    input: { backupScheduleId: "daily" },
  });
  await world.deliver(body.run.id);

  expect(world.started()).toEqual([]);
  expect((await world.targets(body.run.id)).body.items).toMatchObject([{ code: "approval_required" }]);
});
