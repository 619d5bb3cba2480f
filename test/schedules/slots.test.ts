import { describe, expect, it } from "vitest";
import { occurrenceKey } from "../../shared/ledger/keys.ts";
import { dyingAfter } from "./dying-after.ts";
import { violationsOf } from "./slot-checks.ts";
import { aSchedule, createSlotWorld, type SlotWorld } from "./slot-world.ts";

const monday = new Date("2026-03-02T09:00:00.000Z");
/** 02:00 in Berlin, the first slot of `aSchedule`. */
const slot = "2026-03-03T01:00:00.000Z";

async function aWorld(over: Parameters<typeof aSchedule>[0] = {}) {
  const world = await createSlotWorld(monday);
  const schedule = aSchedule(over);
  await world.addSchedule(schedule);
  return { world, schedule };
}

const runsOf = (world: SlotWorld) =>
  world.items().filter(({ pk, sk, type }) => String(pk).startsWith("RUN#") && sk === "#" && type !== undefined);
const entriesOf = (world: SlotWorld) => world.items().filter(({ pk }) => String(pk).startsWith("SCHED#"));
const countsOf = async (world: SlotWorld, id: string) => (await world.find(id)).counts;
const noCounts = { ran: 0, late: 0, skipped: 0, missed: 0 };

async function endAll(world: SlotWorld, outcome: "succeeded" | "failed" | "blocked") {
  for (const { pk } of runsOf(world)) {
    const run = await world.queries.getRun(String(pk).slice("RUN#".length));
    if (run === undefined || run.status === "completed") continue;
    await world.runService.finish(run, { outcome, source: "adapter_reconciler" }, "observed");
  }
}

describe("a due slot", () => {
  it("starts its run on behalf of the owner, once", async () => {
    const { world, schedule } = await aWorld();
    world.set(Date.parse(slot) + 30_000);

    await world.tick.tick(() => true);
    await world.tick.tick(() => true);

    const [run, ...others] = runsOf(world);
    expect(others).toEqual([]);
    expect(run).toMatchObject({
      createdAt: "2026-03-03T01:00:30.000Z",
      initiator: { id: "manager", name: "Nightly sync", kind: "schedule", scheduleId: schedule.id, slot },
    });
    expect(world.sent).toHaveLength(1);
    expect(await world.find(schedule.id)).toMatchObject({ cursor: slot, counts: { ...noCounts, ran: 1 } });
  });

  it("waits for the newer release that wrote how it ended", async () => {
    const { world, schedule } = await aWorld();
    world.set(Date.parse(slot) + 30_000);
    const ended = {
      environmentId: "acme-prod",
      verdict: "of_a_newer_release",
      to: slot,
      n: 1,
      rev: 1,
      tzdata: "t",
      at: slot,
    };
    await world.putItem({ ...occurrenceKey("acme", schedule.id, slot), record: ended });

    const { counts } = await world.tick.tick(() => true);

    expect(counts).toMatchObject({ missed: 0, failed: 0, newer_version: 1 });
    expect(await world.find(schedule.id)).toMatchObject({ cursor: schedule.cursor, counts: noCounts });
  });

  it("costs 4 write units besides its run, and 7 read units", async () => {
    const { world } = await aWorld();
    world.set(Date.parse(slot) + 30_000);
    await world.tick.tick(() => true);
    const before = { ...world.units };
    world.advance(86_400_000);
    await endAll(world, "succeeded");
    const ended = { ...world.units };
    // The queries of the empty shards and the beat of the clock are the same without any schedule.
    const beat = 1;
    const shards = 16 * 0.5;

    await world.tick.tick(() => true);

    expect(ended.calls).toBeGreaterThan(before.calls);
    // Its item, its order in the index of due work 2, and its ledger.
    // The lock 1, the run 5, the record of its sending 1: what a first start costs.
    expect(world.units.write - ended.write - beat).toBe(4 + 7);
    expect(world.units.read - ended.read - shards).toBe(7);
  });

  it.each(Array.from({ length: 40 }, (_, at) => at + 1))(
    "has one run when its clock crashes after call %i",
    async (calls) => {
      const { world, schedule } = await aWorld();
      world.set(Date.parse(slot) + 30_000);
      const { turn, death } = dyingAfter(calls);

      await Promise.race([world.functionOf(turn).tick.tick(() => true), death]);
      world.advance(61_000);
      await world.tick.tick(() => true);

      const { counts } = await world.find(schedule.id);
      expect(counts.ran + counts.late).toBe(1);
      expect(runsOf(world)).toHaveLength(1);
      expect(
        violationsOf(world, await world.find(schedule.id), [{ from: monday.getTime(), rule: schedule.rule }]),
      ).toEqual([]);
    },
  );

  it("has one run when its clock crashes and returns after a month", async () => {
    for (let calls = 1; calls <= 40; calls++) {
      const { world, schedule } = await aWorld();
      world.set(Date.parse(slot) + 30_000);
      const { turn, death } = dyingAfter(calls);
      await Promise.race([world.functionOf(turn).tick.tick(() => true), death]);
      world.advance(30 * 86_400_000);
      world.expire();
      await endAll(world, "succeeded");
      await world.tick.tick(() => true);

      const after = await world.find(schedule.id);
      expect({ calls, found: violationsOf(world, after, [{ from: monday.getTime(), rule: schedule.rule }]) }).toEqual({
        calls,
        found: [],
      });
    }
  });

  it("is late when it starts more than two minutes after its time", async () => {
    const { world, schedule } = await aWorld();
    world.set(Date.parse(slot) + 120_001);
    await world.tick.tick(() => true);

    expect(await countsOf(world, schedule.id)).toEqual({ ...noCounts, late: 1 });
  });

  it("is never filled by a person's run, and waits for its end", async () => {
    const { world, schedule } = await aWorld();
    world.set(Date.parse(slot) - 60_000);
    await world.startByPerson();
    world.set(Date.parse(slot) + 30_000);
    await world.tick.tick(() => true);
    expect(await countsOf(world, schedule.id)).toEqual(noCounts);

    await endAll(world, "succeeded");
    world.advance(600_000);
    await world.tick.tick(() => true);

    expect(await countsOf(world, schedule.id)).toEqual({ ...noCounts, late: 1 });
    expect(runsOf(world)).toHaveLength(2);
  });

  it("is skipped with the run in its way when the schedule does not wait", async () => {
    const { world, schedule } = await aWorld({ overlap: "skip" });
    world.set(Date.parse(slot) - 60_000);
    const started = await world.startByPerson();
    world.set(Date.parse(slot) + 30_000);
    await world.tick.tick(() => true);

    expect(await countsOf(world, schedule.id)).toEqual({ ...noCounts, skipped: 1 });
    expect(entriesOf(world)).toMatchObject([
      { record: { verdict: "skipped", reason: "busy", busyRunId: "run" in started ? started.run.id : "" } },
    ]);
  });

  it("gives its active run to a person who starts the same work", async () => {
    const { world } = await aWorld();
    world.set(Date.parse(slot) + 30_000);
    await world.tick.tick(() => true);

    expect(await world.startByPerson()).toMatchObject({ result: "already_running" });
  });

  it("is skipped when its owner lost the right to start the work", async () => {
    const { world, schedule } = await aWorld({ ownerId: "stranger" });
    world.set(Date.parse(slot) + 30_000);
    await world.tick.tick(() => true);

    expect(entriesOf(world)).toMatchObject([{ record: { verdict: "skipped", reason: "owner_not_entitled" } }]);
    expect(await countsOf(world, schedule.id)).toEqual({ ...noCounts, skipped: 1 });
  });
});

describe("a slot that has named its run", () => {
  it("ends blocked when its owner lost the right before the run was stored", async () => {
    const { world, schedule } = await aWorld();
    world.set(Date.parse(slot) + 30_000);
    // The clock dies right after the entry of the ledger is written.
    for (let calls = 1; entriesOf(world).length === 0; calls++) {
      const { turn, death } = dyingAfter(calls);
      await Promise.race([world.functionOf(turn).tick.tick(() => true), death]);
    }
    expect(runsOf(world)).toEqual([]);
    await world.removeMember("manager");
    world.advance(61_000);
    await world.tick.tick(() => true);

    const [run, ...others] = runsOf(world);
    expect(others).toEqual([]);
    expect(run).toMatchObject({
      ...{ status: "completed", outcome: "blocked", initiator: { scheduleId: schedule.id, slot } },
      endedBy: { source: "dispatch", reasonCode: "schedule.start_refused" },
    });
    const after = await world.find(schedule.id);
    expect(after).toMatchObject({ cursor: slot, counts: { ...noCounts, ran: 1 } });
    expect(violationsOf(world, after, [{ from: monday.getTime(), rule: schedule.rule }])).toEqual([]);
  });
});

describe("slots of an outage", () => {
  it.each([
    { catchUp: "none", counts: { ...noCounts, missed: 3 }, runs: 0 },
    { catchUp: "last", counts: { ...noCounts, missed: 2, late: 1 }, runs: 1 },
  ] as const)("end missed or late when the schedule catches up $catchUp", async ({ catchUp, counts, runs }) => {
    const { world, schedule } = await aWorld({ catchUp });
    world.set(Date.parse(slot) + 2 * 86_400_000 + 7_200_000);
    await world.tick.tick(() => true);

    expect(await countsOf(world, schedule.id)).toEqual(counts);
    expect(runsOf(world)).toHaveLength(runs);
  });

  it("are one entry of the ledger", async () => {
    const { world } = await aWorld({ catchUp: "none" });
    world.set(Date.parse(slot) + 100 * 86_400_000 + 7_200_000);
    await world.tick.tick(() => true);

    expect(entriesOf(world)).toMatchObject([{ record: { verdict: "missed", n: 101 } }]);
  });

  it("are not caught up when they are older than a day", async () => {
    const { world, schedule } = await aWorld({ rule: { cron: "0 2 * * SUN", timeZone: "UTC" } });
    world.set(Date.parse("2026-03-09T02:00:01.000Z"));
    await world.tick.tick(() => true);

    expect(await countsOf(world, schedule.id)).toEqual({ ...noCounts, missed: 1 });
  });
});

describe("a schedule whose runs fail", () => {
  it("pauses after failures in a row and skips its slots from then on", async () => {
    const { world, schedule } = await aWorld({ pauseAfter: 2 });
    for (let day = 0; day < 4; day++) {
      world.set(Date.parse(slot) + day * 86_400_000 + 30_000);
      await world.tick.tick(() => true);
      await endAll(world, "failed");
    }

    const paused = await world.find(schedule.id);
    expect(paused.paused).toEqual({ at: "2026-03-05T01:00:30.000Z" });
    expect(paused.counts).toEqual({ ...noCounts, ran: 2, skipped: 2 });
  });

  it("keeps running when a success comes between them", async () => {
    const { world, schedule } = await aWorld({ pauseAfter: 2 });
    for (let day = 0; day < 4; day++) {
      world.set(Date.parse(slot) + day * 86_400_000 + 30_000);
      await world.tick.tick(() => true);
      await endAll(world, day % 2 === 0 ? "failed" : "succeeded");
    }

    expect(await countsOf(world, schedule.id)).toEqual({ ...noCounts, ran: 4 });
  });
});

describe("the second clock", () => {
  it("takes over only when no tick was completed for 150 s", async () => {
    const { world, schedule } = await aWorld();
    await world.tick.tick(() => true);
    world.advance(150_000);
    expect(await world.tick.tickIfSilent(() => true)).toBeUndefined();

    world.set(Date.parse(slot) + 30_000);
    expect(await world.tick.tickIfSilent(() => true)).toMatchObject({ counts: { ran: 1 } });
    expect(await countsOf(world, schedule.id)).toEqual({ ...noCounts, ran: 1 });
  });
});
