import { expect, it } from "vitest";
import { type AlertWorld, createAlertWorld, workspaceId } from "./alert-world.ts";

const channel = "01CHANNE100000000000000001";
const other = "01CHANNE100000000000000002";
const minute = 60_000;

/** A workspace whose promise is broken in both of its environments. */
async function broken(): Promise<AlertWorld> {
  const world = await createAlertWorld(new Date("2026-03-02T09:00:00.000Z"));
  await world.addChannel(channel, "Tickets");
  await world.addPromise("daily", 600);
  world.advance(11 * minute);
  return world;
}

/** Fails every delivery of a channel for good. */
async function fail(world: AlertWorld, id: string): Promise<void> {
  world.refusing.set(id, { reasonCode: "alert.target_gone", message: "Gone." });
  await world.deliver(id, { id: `run-of-${id}`, attempt: 1 }, () => true);
}

it("a workspace is unheard while all of its channels fail", async () => {
  const world = await broken();
  await world.addChannel(other, "Night shift");
  await world.addRule("all", [channel, other]);
  expect(await world.evaluate(() => true)).toMatchObject({ unheard: 0 });
  await fail(world, channel);
  expect(await world.evaluate(() => true)).toMatchObject({ unheard: 0, levels: { channels_failing: 1 } });
  await fail(world, other);
  expect(await world.evaluate(() => true)).toMatchObject({ unheard: 1, levels: { channels_failing: 2 } });

  world.refusing.delete(other);
  await world.deliver(other, { id: "again", attempt: 1 }, () => true);
  expect(await world.evaluate(() => true)).toMatchObject({ unheard: 0 });
});

it("a rejected message holds back no other, and still fails its delivery", async () => {
  const world = await broken();
  await world.addRule("all", [channel]);
  await world.evaluate(() => true);
  const rejected = { reasonCode: "alert.target_refused", message: "Rejected." } as const;
  world.rejecting.set("promise:daily:one", rejected);

  expect(await world.deliver(channel, { id: "first", attempt: 1 }, () => true)).toMatchObject({
    ...{ outcome: "failed", reasonCode: "alert.target_refused" },
  });
  expect(world.received.get(channel)).toMatchObject([{ key: "promise:daily:two", state: "open" }]);
  expect(await world.channels.findHealth(workspaceId, channel)).toMatchObject({ failures: 1 });

  world.rejecting.clear();
  await world.deliver(channel, { id: "second", attempt: 1 }, () => true);
  expect(world.received.get(channel)?.at(-1)).toMatchObject({ key: "promise:daily:one", state: "open" });
});

it("an evaluation counts open alerts and broken promises only where it read everything", async () => {
  const world = await broken();
  expect(await world.evaluate(() => true)).toMatchObject({ levels: undefined });
  await world.addRule("all", [channel]);
  expect(await world.evaluate(() => true)).toMatchObject({ levels: { alerts_open: 2, promises_broken: 2 } });
  await world.prove("one");
  expect(await world.evaluate(() => true)).toMatchObject({ levels: { alerts_open: 1, promises_broken: 1 } });

  expect(await world.evaluate(() => false)).toMatchObject({ isCutShort: true, levels: undefined });
});
