import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { expect, it } from "vitest";
import { createSchedules, type LastSlots, type Schedule } from "../../shared/records/schedules.ts";
import { aSchedule } from "../schedules/slot-world.ts";
import { type AlertWorld, createAlertWorld, workspaceId } from "./alert-world.ts";

const id = "01SCHED00000000000000000A0";
const key = `schedule:${id}`;
const dueAt = "2026-03-03T01:00:00.000Z";
const nextDueAt = "2026-03-04T01:00:00.000Z";
const minute = 60_000;

/** A workspace with a rule that asks for every cause. */
async function watched(): Promise<AlertWorld> {
  const world = await createAlertWorld(new Date("2026-03-03T01:00:00.000Z"));
  await world.addRule("all", []);
  return world;
}

/** Stores a schedule as a visit of the clock leaves it. */
async function store({ target }: AlertWorld, over: Partial<Schedule>, due = dueAt): Promise<void> {
  const part = createSchedules(target).createPart(aSchedule({ id, environmentId: "one", ...over }), due);
  if ("item" in part) await target.client.send(new PutCommand({ TableName: target.tableName, Item: { ...part.item } }));
}

const lastOf = (verdict: LastSlots["verdict"]): LastSlots => ({ slot: dueAt, to: dueAt, n: 1, verdict });

async function changesOf(world: AlertWorld) {
  const { changes } = await world.evaluate(() => true);
  expect(world.failures).toEqual([]);
  return changes;
}

it("a schedule that no clock visits is one alert until its slot has run", async () => {
  const world = await watched();
  await store(world, { windowSeconds: 3600 });
  world.advance(64 * minute);
  expect(await changesOf(world)).toMatchObject({ opened: 0 });

  world.advance(2 * minute);
  expect(await changesOf(world)).toMatchObject({ opened: 1 });
  expect(await changesOf(world)).toMatchObject({ opened: 0, changed: 0, closed: 0 });
  expect((await world.alerts.find(workspaceId, key))?.facts).toMatchObject({
    ...{ cause: "schedule_failing", scheduleId: id, scheduleState: "overdue", environmentId: "one" },
  });

  await store(world, { last: lastOf("late") }, nextDueAt);
  expect(await changesOf(world)).toMatchObject({ closed: 1 });
});

it("a schedule that misses slots and is then paused by failures is sent again", async () => {
  const world = await watched();
  await store(world, { last: lastOf("missed") }, nextDueAt);
  expect(await changesOf(world)).toMatchObject({ opened: 1 });
  await store(world, { last: lastOf("missed"), paused: { at: dueAt } }, nextDueAt);

  expect(await changesOf(world)).toMatchObject({ changed: 1 });
  expect(await world.alerts.find(workspaceId, key)).toMatchObject({
    version: 2,
    facts: { scheduleState: "paused_by_failures" },
  });
});

it("an evaluation reads no schedule that is on time, however many there are", async () => {
  const world = await watched();
  await store(world, { last: lastOf("missed") }, nextDueAt);
  const unitsOf = async () => {
    const before = world.units.read;
    expect(await changesOf(world)).toMatchObject({ opened: 0, closed: 0 });
    return world.units.read - before;
  };
  await changesOf(world);
  const few = await unitsOf();
  for (let at = 0; at < 40; at++) {
    const calm = { id: `01SCHED000000000000000CA${String(at).padStart(2, "0")}`, name: "Calm ".repeat(20) };
    await store(world, { ...calm, last: lastOf("ran") }, nextDueAt);
  }

  expect(await unitsOf()).toBe(few);
});
