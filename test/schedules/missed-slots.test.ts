import { expect, it } from "vitest";
import { scheduleStateAt } from "../../shared/schedules/schedule-state.ts";
import { aSchedule, createSlotWorld } from "./slot-world.ts";

/** 02:00 in Berlin, the first slot of `aSchedule`. */
const slot = Date.parse("2026-03-03T01:00:00.000Z");
const dayMillis = 86_400_000;

it("a schedule with missed slots needs a person until one runs", async () => {
  const world = await createSlotWorld(new Date("2026-03-02T09:00:00.000Z"));
  const schedule = aSchedule({ catchUp: "none", overlap: "skip" });
  await world.addSchedule(schedule);
  const tickAt = async (instant: number) => {
    world.set(instant);
    await world.tick.tick(() => true);
    const found = await world.find(schedule.id);
    return [scheduleStateAt({ schedule: found, dueAt: undefined }, false, world.clock.now()), found.missedInRow];
  };
  expect(await tickAt(slot + 2 * dayMillis + 7_200_000)).toEqual(["missed", 3]);

  const started = await world.startByPerson();
  expect(await tickAt(slot + 3 * dayMillis + 30_000)).toEqual(["missed", 3]);
  expect((await world.find(schedule.id)).counts).toMatchObject({ missed: 3, skipped: 1 });

  if (!("run" in started)) throw new Error("the person's run was not started");
  const run = (await world.queries.getRun(started.run.id)) ?? started.run;
  await world.runService.finish(run, { outcome: "succeeded", source: "adapter_reconciler" }, "observed");
  expect((await tickAt(slot + 4 * dayMillis + 30_000)).at(1)).toBe(0);
});
