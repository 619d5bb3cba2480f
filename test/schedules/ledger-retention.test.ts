import { expect, it } from "vitest";
import { writeTogether } from "../../shared/ledger/write-together.ts";
import { createSchedules } from "../../shared/records/schedules.ts";
import { aSchedule, createSlotWorld } from "./slot-world.ts";

/** 02:00 in Berlin, the first slot of `aSchedule`. */
const slot = Date.parse("2026-03-03T01:00:00.000Z");
const dayMillis = 86_400_000;
const keptDays = 400;

/** A schedule of which slots were missed and one has run, and when each stored item of it expires. */
async function withLedger() {
  const world = await createSlotWorld(new Date("2026-03-02T09:00:00.000Z"));
  const schedule = aSchedule();
  await world.addSchedule(schedule);
  world.set(slot + 3 * dayMillis + 30_000);
  await world.tick.tick(() => true);
  const expiriesOf = (isOf: (pk: string, sk: string) => boolean) =>
    world
      .items()
      .filter(({ pk, sk }) => isOf(String(pk), String(sk)))
      .map(({ expiresAt }) => (typeof expiresAt === "number" ? expiresAt * 1000 : undefined));
  return {
    world,
    schedule,
    ledger: () => expiriesOf((pk) => pk.startsWith("SCHED#")),
    stored: () => expiriesOf((_pk, sk) => sk === `SCHEDULE#${schedule.id}`),
  };
}

it("every entry of a ledger is kept for 400 days", async () => {
  const { world, ledger, stored } = await withLedger();
  const end = world.clock.now().getTime() + keptDays * dayMillis;

  expect(ledger()).toEqual([end, end]);
  expect(stored()).toEqual([undefined]);
});

it("a removed schedule is kept for as long as its ledger", async () => {
  const { world, schedule, ledger, stored } = await withLedger();
  world.set(slot + 3 * dayMillis + 3_600_000);
  const removedAt = world.clock.now();
  const part = createSchedules(world.target).removePart(await world.find(schedule.id), removedAt);
  expect(await writeTogether(world.target, [part])).toBe(true);

  expect(stored()).toEqual([removedAt.getTime() + keptDays * dayMillis]);
  for (const end of ledger()) expect(end).toBeLessThanOrEqual(stored()[0] ?? 0);
});
