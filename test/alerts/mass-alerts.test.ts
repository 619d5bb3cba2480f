import { expect, it } from "vitest";
import { createScheduleClock } from "../../functions/schedule-clock/app.ts";
import { alertBeat } from "../../shared/records/clock-beats.ts";
import type { TickReport } from "../../shared/schedules/tick.ts";
import { type AlertWorld, createAlertWorld, workspaceId } from "./alert-world.ts";

const channel = "01CHANNE100000000000000001";
const minute = 60_000;
const noSlots = { ran: 0, late: 0, skipped: 0, missed: 0, waits: 0, newer_version: 0, failed: 0 };
/** As many as a workspace may have. */
const many = Array.from({ length: 20 }, (_, at) => `promise-${at}`);

/** A workspace in which twenty promises break in both environments in the same minute. */
async function massFailure(): Promise<AlertWorld> {
  const world = await createAlertWorld(new Date("2026-03-02T09:00:00.000Z"));
  await world.addChannel(channel, "Tickets");
  await world.addRule("all", [channel]);
  for (const id of many) await world.addPromise(id, 600);
  world.advance(11 * minute);
  return world;
}

/** Time for so many rounds of an evaluation. */
const timeFor = (rounds: number) => {
  let asked = 0;
  return () => asked++ < rounds;
};

it("an evaluation that runs out of time starts deliveries, and is not called complete", async () => {
  const world = await massFailure();

  const first = await world.evaluate(timeFor(3));
  expect(first).toMatchObject({ isCutShort: true, levels: undefined, deliveries: 1, changes: { opened: 20 } });
  expect(await world.beats.find(alertBeat(workspaceId))).toBeUndefined();

  expect(await world.evaluate(() => true)).toMatchObject({ isCutShort: false, changes: { opened: 20 } });
  expect(await world.beats.find(alertBeat(workspaceId))).toBeDefined();
});

it("an alert that is over closes before anything new is opened", async () => {
  const world = await massFailure();
  await world.prove("two");
  await world.evaluate(() => true);
  world.advance(11 * minute);
  await world.prove("one");

  expect((await world.evaluate(timeFor(3))).changes).toMatchObject({ opened: 0, closed: 20 });
});

it("evaluation of alerts waits for no slot, and survives their failure", async () => {
  const world = await massFailure();
  const slots = Promise.withResolvers<TickReport>();
  const opened: number[] = [];
  const clockOf = (tick: () => Promise<TickReport>) =>
    createScheduleClock({
      tick: { synchronize: async () => undefined, tick },
      async evaluateAlerts(mayGoOn) {
        const done = await world.evaluate(mayGoOn);
        opened.push(done.changes.opened);
        slots.resolve({ counts: noSlots, isCutShort: false });
        return done;
      },
      report: () => undefined,
    })(undefined, { getRemainingTimeInMillis: () => 60_000 });

  // The slots are done only after the alerts.
  await clockOf(() => slots.promise);
  expect(opened).toEqual([40]);
  await expect(clockOf(() => Promise.reject(new Error("the table is throttled")))).rejects.toThrow("throttled");
  expect(opened).toEqual([40, 0]);
});
