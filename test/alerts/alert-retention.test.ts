import { expect, it } from "vitest";
import { createAlertWorld, workspaceId } from "./alert-world.ts";

const channel = "01CHANNE100000000000000001";
const key = "promise:daily:one";
const minute = 60_000;
const day = 1440 * minute;

/** A workspace whose promise is broken in one of its environments, and has an alert for it. */
async function alerted() {
  const world = await createAlertWorld(new Date("2026-03-02T09:00:00.000Z"));
  await world.addChannel(channel, "Tickets");
  await world.addRule("all", [channel]);
  await world.addPromise("daily", 600);
  world.advance(11 * minute);
  await world.evaluate(() => true);
  return {
    world,
    /** The state that is left after the table has removed what expired. */
    async leftAfter(millis: number) {
      world.advance(millis);
      world.expire();
      return (await world.alerts.find(workspaceId, key))?.state;
    },
  };
}

it("a closed alert is kept for 90 days, and an open one for ever", async () => {
  const { world, leftAfter } = await alerted();
  expect(await leftAfter(400 * day)).toBe("open");
  await world.prove("one");
  await world.evaluate(() => true);

  expect(await leftAfter(90 * day)).toBe("closed");
  expect(await leftAfter(minute)).toBeUndefined();
});

it("a closed alert is kept while its channel is still owed the close", async () => {
  const { world, leftAfter } = await alerted();
  const deliver = (id: string) => world.deliver(channel, { id, attempt: 1 }, () => true);
  await deliver("first");
  world.refusing.set(channel, { reasonCode: "alert.target_unreachable", message: "The target did not answer." });
  await world.prove("one");
  await world.evaluate(() => true);
  await deliver("second");
  expect(await leftAfter(200 * day)).toBe("closed");

  world.refusing.clear();
  await world.prove("one");
  await deliver("third");
  await world.evaluate(() => true);
  expect(world.received.get(channel)?.at(-1)).toMatchObject({ key, state: "closed" });
  expect(await leftAfter(91 * day)).toBeUndefined();
});
