import { expect, it } from "vitest";
import { type AlertWorld, workspaceId } from "./alert-world.ts";
import { broken, channel, key, minute } from "./broken-promise.ts";

const evaluate = async (world: AlertWorld) => {
  const tick = await world.evaluate(() => true);
  expect(world.failures).toEqual([]);
  return tick;
};
let attempts = 0;
const deliver = (world: AlertWorld) => world.deliver(channel, { id: `run-${++attempts}`, attempt: 1 }, () => true);
const statesOf = (world: AlertWorld) =>
  (world.received.get(channel) ?? []).map(({ key: of, state }) => `${of} ${state}`);
const stored = (world: AlertWorld) => world.alerts.find(workspaceId, key);

/** Replaces what is stored of the alert, as a newer release may. */
const rewrite = (world: AlertWorld, change: Readonly<Record<string, unknown>>) =>
  world.rewriteAlert(key, (item) => ({ ...item, ...change }));

it("a channel is sent nothing while only a newer release knows what was sent", async () => {
  const world = await broken();
  await evaluate(world);
  const seq = (await stored(world))?.seq ?? 0;
  const sent = { [channel]: { seq, version: 1, state: "of_a_newer_release", addedLater: [1] } };
  await rewrite(world, { sent });

  expect(await evaluate(world)).toMatchObject({ changes: { opened: 0, changed: 0 } });
  await deliver(world);
  expect(statesOf(world)).toEqual([]);
  await world.prove("one");
  await evaluate(world);
  await deliver(world);
  expect(statesOf(world)).toEqual([]);
  // That release may still owe the close.
  expect(await stored(world)).toMatchObject({ state: "closed", isListed: true, sent });

  world.advance(11 * minute);
  await world.prove("two");
  await evaluate(world);
  await deliver(world);
  expect(world.received.get(channel)).toEqual([{ key, seq: seq + 1, version: 1, state: "open" }]);
});

it("an alert that only a newer release can read stops no other", async () => {
  const world = await broken();
  await evaluate(world);
  await rewrite(world, { version: "of_a_newer_release" });
  world.advance(11 * minute);

  expect(await evaluate(world)).toMatchObject({ changes: { opened: 1, changed: 0, closed: 0 } });
  await deliver(world);
  expect(statesOf(world)).toEqual(["promise:daily:two open"]);
  expect(await world.alerts.findListed(workspaceId)).toMatchObject({ isWhole: false });
});
