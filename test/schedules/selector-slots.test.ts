import { describe, expect, it } from "vitest";
import { waveInput } from "../../shared/operations/waves/operations.wave.input.ts";
import type { ScheduledWave } from "../../shared/records/schedules.ts";
import type { SkipReason } from "../../shared/records/skip-reasons.ts";
import { waveType } from "../../shared/run/wave.ts";
import { concerns } from "../../shared/schedules/concerned-environments.ts";
import { createRandom } from "../engines/random.ts";
import { randomFrom } from "../support/ids.ts";
import { createTurns } from "../support/turns.ts";
import { dyingAfter } from "./dying-after.ts";
import { aSchedule, createSlotWorld, type SlotWorld } from "./slot-world.ts";

/** 02:00 in Berlin, the first slot of `aSchedule`. */
const slot = Date.parse("2026-03-03T01:00:00.000Z");
const dayMillis = 86_400_000;
const rules = { canary: 0, concurrency: 10, stop: { failuresMax: 1000, failedPercentMax: 100 } };

async function aWorld(targets: ScheduledWave["targets"] = { all: true }, over: Parameters<typeof aSchedule>[0] = {}) {
  const world = await createSlotWorld(new Date("2026-03-02T09:00:00.000Z"));
  const schedule = aSchedule({ environmentId: null, wave: { targets, ...rules }, ...over });
  await world.addSchedule(schedule);
  return {
    world,
    schedule,
    async tickAt(instant: number) {
      world.set(instant);
      await world.tick.tick(() => true);
      expect(world.failures).toEqual([]);
      return world.find(schedule.id);
    },
  };
}

async function wavesOf(world: SlotWorld) {
  const runs = world
    .items()
    .filter(({ pk, sk, type }) => String(pk).startsWith("RUN#") && sk === "#" && type === waveType);
  return Promise.all(
    runs.map(async ({ pk }) => {
      const run = await world.queries.getRun(String(pk).slice("RUN#".length));
      if (run === undefined) throw new Error("a stored run is read");
      return { run, targets: waveInput.parse(await world.queries.getInput(run)).environmentIds };
    }),
  );
}

async function endWave(world: SlotWorld, outcome: "succeeded" | "failed") {
  for (const { run } of await wavesOf(world)) {
    if (run.status !== "completed") {
      await world.runService.finish(run, { outcome, source: "adapter_reconciler" }, "observed");
    }
  }
}

describe("a slot of a selection", () => {
  it("starts one wave over the environments that it has then", async () => {
    const { world, schedule, tickAt } = await aWorld();
    await world.addEnvironment("acme-lab");
    await tickAt(slot + 30_000);
    const after = await tickAt(slot + 60_000);

    const [wave, ...others] = await wavesOf(world);
    expect(others).toEqual([]);
    expect(wave?.targets).toEqual(["acme-lab", "acme-prod"]);
    expect(wave?.run).toMatchObject({
      environmentId: null,
      initiator: { id: "manager", kind: "schedule", scheduleId: schedule.id, slot: new Date(slot).toISOString() },
    });
    expect(after).toMatchObject({ counts: { ran: 1, late: 0, skipped: 0, missed: 0 }, lastRunId: wave?.run.id });
  });

  it("waits for the wave of an earlier slot, and is skipped after its window", async () => {
    const { world, tickAt } = await aWorld();
    await tickAt(slot + 30_000);
    // Other targets are another line, which no earlier wave holds.
    await world.addEnvironment("acme-lab");
    expect((await tickAt(slot + dayMillis + 30_000)).counts).toMatchObject({ ran: 1, skipped: 0 });
    const after = await tickAt(slot + dayMillis + 3_660_000);

    const [wave, ...others] = await wavesOf(world);
    expect(others).toEqual([]);
    expect(after.counts).toMatchObject({ ran: 1, skipped: 1 });
    expect(after.last).toMatchObject({ reason: "busy", busyRunId: wave?.run.id });
  });

  it("starts nothing for the active wave of a person over the same targets", async () => {
    const { world, tickAt } = await aWorld({ all: true }, { overlap: "skip" });
    const other = aSchedule({
      id: "01SCHED00000000000000000B0",
      environmentId: null,
      wave: { targets: { all: true }, ...rules },
    });
    await world.addSchedule(other);
    await tickAt(slot + 30_000);

    const counts = await Promise.all(
      [other.id, "01SCHED00000000000000000A0"].map(async (id) => (await world.find(id)).counts),
    );
    expect(await wavesOf(world)).toHaveLength(1);
    expect(counts.reduce((sum, { ran }) => sum + ran, 0)).toBe(1);
  });

  it.each<{ targets: ScheduledWave["targets"]; reason: SkipReason }>([
    { targets: { environmentIds: ["gone"] }, reason: "selection_empty" },
    { targets: { brokenPromise: "01PROMISE00000000000000000" }, reason: "refused" },
  ])("is skipped as $reason for $targets", async ({ targets, reason }) => {
    const { world, tickAt } = await aWorld(targets);

    expect((await tickAt(slot + 30_000)).last).toMatchObject({ verdict: "skipped", reason });
    expect(await wavesOf(world)).toEqual([]);
  });

  it("leaves nothing missed open when it had nothing to start", async () => {
    const { tickAt } = await aWorld({ environmentIds: ["gone"] }, { catchUp: "none" });
    expect((await tickAt(slot + dayMillis - 60_000)).missedInRow).toBe(1);

    expect((await tickAt(slot + dayMillis + 30_000)).missedInRow).toBe(0);
  });

  it("is not started for an owner who may see only some environments", async () => {
    const { world, tickAt } = await aWorld();
    await world.restrictMember("manager", ["acme-prod"]);

    expect((await tickAt(slot + 30_000)).last).toMatchObject({ verdict: "skipped", reason: "owner_not_entitled" });
    expect(await wavesOf(world)).toEqual([]);
  });

  it("pauses its schedule after failed waves in a row", async () => {
    const { world, tickAt } = await aWorld({ all: true }, { pauseAfter: 1 });
    await tickAt(slot + 30_000);
    await endWave(world, "failed");

    expect(await tickAt(slot + dayMillis + 30_000)).toMatchObject({ paused: {}, counts: { ran: 1, skipped: 1 } });
  });

  it("has one wave wherever its clock dies, also when the selection changes", async () => {
    for (let calls = 1; ; calls++) {
      const { world, schedule, tickAt } = await aWorld();
      world.set(slot + 30_000);
      const { turn, isDead, death } = dyingAfter(calls);
      await Promise.race([world.functionOf(turn).tick.tick(() => true), death]);
      await world.addEnvironment("acme-lab");
      const after = await tickAt(slot + 60_000);
      await tickAt(slot + 120_000);

      const waves = await wavesOf(world);
      expect([calls, waves.length, after.counts]).toEqual([calls, 1, { ran: 1, late: 0, skipped: 0, missed: 0 }]);
      expect((await world.find(schedule.id)).lastRunId).toBe(waves[0]?.run.id);
      if (!isDead()) break;
    }
  });

  it("has one wave for two clocks that see different selections", async () => {
    for (let seed = 1; seed <= 40; seed++) {
      const { world, schedule } = await aWorld();
      world.set(slot + 30_000);
      const turns = createTurns(createRandom(randomFrom(seed)), { crash: 0, lost: 0 });
      const tick = () => world.functionOf(turns.turn).tick.tick(() => true);
      await turns.runAll([tick, tick, () => world.growBy("acme-lab", turns.turn)]);

      expect([seed, (await wavesOf(world)).length]).toEqual([seed, 1]);
      expect((await world.find(schedule.id)).counts).toMatchObject({ ran: 1, skipped: 0 });
    }
  });
});

it.each<{ targets: ScheduledWave["targets"]; concerned: boolean[] }>([
  { targets: { all: true }, concerned: [true, true] },
  { targets: { environmentIds: ["acme-lab"] }, concerned: [true, false] },
  { targets: { brokenPromise: "01PROMISE00000000000000000" }, concerned: [true, true] },
])("a schedule for $targets concerns the environments that it may start in", ({ targets, concerned }) => {
  const several = { environmentId: null, wave: { targets, ...rules } };

  expect(["acme-lab", "acme-prod"].map((id) => concerns(several, id))).toEqual(concerned);
});
