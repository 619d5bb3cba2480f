import { expect, it } from "vitest";
import { writeTogether } from "../../shared/ledger/write-together.ts";
import { alertBeat } from "../../shared/records/clock-beats.ts";
import { type AlertWorld, createAlertWorld, workspaceId } from "./alert-world.ts";
import { broken, channel, key, minute, start } from "./broken-promise.ts";

const other = "01CHANNE100000000000000002";

let attempts = 0;
const deliver = (world: AlertWorld, to = channel) =>
  world.deliver(to, { id: `run-${++attempts}`, attempt: 1 }, () => true);
/** Ends the newest delivery that was started, so that its line is free for the next one. */
async function endStarted({ sent, queries, runService }: AlertWorld): Promise<void> {
  const run = await queries.getRun(sent.at(-1) ?? "");
  if (run === undefined) throw new Error("no delivery was started");
  await runService.finish(run, { outcome: "succeeded", source: "worker" }, "observed");
}
const evaluate = async (world: AlertWorld) => {
  const tick = await world.evaluate(() => true);
  expect(world.failures).toEqual([]);
  return tick;
};
const statesOf = (world: AlertWorld, to = channel) =>
  (world.received.get(to) ?? []).map(({ key: of, state }) => `${of} ${state}`);
const stored = (world: AlertWorld, of = key) => world.alerts.find(workspaceId, of);

it("an alert opens once for a cause, and closes by the proof", async () => {
  const world = await broken();

  expect(await evaluate(world)).toMatchObject({ changes: { opened: 1 }, deliveries: 1 });
  expect(await evaluate(world)).toMatchObject({ changes: { opened: 0, changed: 0, closed: 0 } });
  expect(await deliver(world)).toEqual({ kind: "ended", outcome: "succeeded" });
  expect(statesOf(world)).toEqual([`${key} open`]);

  await world.prove("one");
  expect(await evaluate(world)).toMatchObject({ changes: { closed: 1 } });
  await deliver(world);
  expect(statesOf(world)).toEqual([`${key} open`, `${key} closed`]);
  expect(await stored(world)).toMatchObject({ state: "closed", closeProof: "cause_gone", isListed: true });
  expect(await evaluate(world)).toMatchObject({ changes: { unlisted: 1 } });
  expect(await stored(world)).toMatchObject({ state: "closed", isListed: false });
});

it.each([0, 1, 30, 59])("an alert closes within 60 seconds of a proof %i s after an evaluation", async (seconds) => {
  const world = await broken();
  await evaluate(world);
  world.advance(seconds * 1000);
  await world.prove("one");
  const provenAt = world.clock.now().getTime();
  // The clock evaluates once a minute.
  world.advance(minute - seconds * 1000);
  await evaluate(world);

  const { state, closedAt = "" } = (await stored(world)) ?? {};
  expect(state).toBe("closed");
  expect(Date.parse(closedAt) - provenAt).toBeLessThanOrEqual(minute);
});

it("a returning cause opens a higher number, even after its alert expired", async () => {
  const world = await broken();
  await evaluate(world);
  const first = (await stored(world))?.seq ?? 0;
  await world.prove("one");
  await evaluate(world);
  world.advance(11 * minute);
  await evaluate(world);
  expect((await stored(world))?.seq).toBe(first + 1);
  await world.prove("one");
  await evaluate(world);
  world.advance(91 * 24 * 60 * minute);
  await world.prove("one");
  world.expire();
  expect(await stored(world)).toBeUndefined();
  world.advance(11 * minute);
  await evaluate(world);

  expect((await stored(world))?.seq).toBeGreaterThan(first + 1);
});

it("a rule waits for a cause to last", async () => {
  const world = await createAlertWorld(start);
  await world.addChannel(channel, "Tickets");
  await world.addRule("patient", [channel], 300);
  await world.addPromise("daily", 600);
  world.advance(14 * minute);
  expect(await evaluate(world)).toMatchObject({ changes: { opened: 0 } });
  world.advance(minute);
  expect(await evaluate(world)).toMatchObject({ changes: { opened: 2 } });
});

it("a snoozed alert is silent until its snooze ends", async () => {
  const world = await broken();
  await evaluate(world);
  const alert = await stored(world);
  if (alert === undefined) throw new Error("the alert is open");
  const until = new Date(world.clock.now().getTime() + 5 * minute).toISOString();
  const snooze = { seq: alert.seq, until, ends: "time", version: 1, by: "operator", reason: "known" } as const;
  expect(await writeTogether(world.target, [world.alerts.snoozePart(alert, snooze)])).toBe(true);

  expect(await evaluate(world)).toMatchObject({ deliveries: 0 });
  await deliver(world);
  expect(statesOf(world)).toEqual([]);
  world.advance(6 * minute);
  await world.prove("two");
  await deliver(world);

  expect(statesOf(world)).toEqual([`${key} open`]);
});

it("a snooze of an earlier opening silences no later one", async () => {
  const world = await broken();
  await evaluate(world);
  const alert = await stored(world);
  if (alert === undefined) throw new Error("the alert is open");
  await world.prove("one");
  await evaluate(world);
  const snooze = {
    seq: alert.seq,
    until: "2030-01-01T00:00:00.000Z",
    ends: "time",
    version: 1,
    by: "x",
    reason: "x",
  } as const;

  expect(await writeTogether(world.target, [world.alerts.snoozePart(alert, snooze)])).toBe(false);
});

it("a channel that fails four times opens an alert on another channel", async () => {
  const world = await broken();
  await world.addChannel(other, "Night shift");
  const failure = { reasonCode: "alert.target_unreachable", message: "The target did not answer." } as const;
  world.refusing.set(channel, failure);
  for (let failed = 1; failed <= 4; failed++) {
    await evaluate(world);
    expect(await deliver(world)).toMatchObject({ outcome: "failed", reasonCode: failure.reasonCode });
    world.advance(30 * minute);
    await world.prove("two");
  }
  expect(await world.channels.findHealth(workspaceId, channel)).toMatchObject({
    failures: 4,
    failure: failure.reasonCode,
  });
  await evaluate(world);
  await deliver(world, other);
  expect(statesOf(world, other)).toEqual([`channel:${channel} open`]);
  expect(statesOf(world)).toEqual([]);

  world.refusing.delete(channel);
  await deliver(world);
  await evaluate(world);
  await deliver(world, other);
  expect(statesOf(world)).toEqual([`${key} open`]);
  expect(statesOf(world, other)).toEqual([`channel:${channel} open`, `channel:${channel} closed`]);
});

it("a failing channel starts no delivery before its next try", async () => {
  const world = await broken();
  world.refusing.set(channel, { reasonCode: "alert.target_throttled", message: "Throttled.", retryAfterSeconds: 900 });
  await evaluate(world);
  await deliver(world);
  await endStarted(world);
  world.advance(14 * minute);
  expect(await evaluate(world)).toMatchObject({ deliveries: 0 });
  world.advance(2 * minute);
  expect(await evaluate(world)).toMatchObject({ deliveries: 1 });
  expect((await world.channels.findHealth(workspaceId, channel))?.nextTryAt).toBe("2026-03-02T09:26:00.000Z");
});

it("a changed channel is tried at once, whatever the time of its change", async () => {
  const world = await broken();
  world.refusing.set(channel, { reasonCode: "alert.target_gone", message: "Gone." });
  await evaluate(world);
  await deliver(world);
  await endStarted(world);
  expect(await evaluate(world)).toMatchObject({ deliveries: 0 });
  const before = await world.channels.find(workspaceId, channel);
  if (before === undefined) throw new Error("there is no channel");
  const { id: _id, rev, ...fields } = before;
  const beside = () => ({ item: { pk: "AUDIT", sk: "#2" } });
  await world.channels.replace(workspaceId, channel, rev, { ...fields, url: "https://new.example.org/" }, beside);

  expect(await evaluate(world)).toMatchObject({ deliveries: 1 });
});

it("a target that is gone fails its channel at once", async () => {
  const world = await broken();
  world.refusing.set(channel, { reasonCode: "alert.target_gone", message: "Gone." });
  await evaluate(world);
  await deliver(world);

  expect(await world.channels.findHealth(workspaceId, channel)).toMatchObject({
    failures: 1,
    failingSince: "2026-03-02T09:11:00.000Z",
    nextTryAt: "2026-03-03T09:11:00.000Z",
  });
});

it("an alert closes when the last rule that asks for it is removed", async () => {
  const world = await broken();
  await evaluate(world);
  await deliver(world);
  await world.rules.remove(workspaceId, "all", world.clock.now(), () => ({ item: { pk: "AUDIT", sk: "#" } }));
  await evaluate(world);
  await deliver(world);

  expect(await stored(world)).toMatchObject({ state: "closed", closeProof: "no_rule" });
  expect(statesOf(world)).toEqual([`${key} open`, `${key} closed`]);
});

it("a test message precedes what its channel is owed, and brings the channel back", async () => {
  const world = await broken();
  world.refusing.set(channel, { reasonCode: "alert.target_gone", message: "Gone." });
  await evaluate(world);
  await deliver(world);
  world.refusing.delete(channel);

  const done = await world.deliver(channel, { id: "test", attempt: 1 }, () => true, { isTest: true });

  expect(done).toEqual({ kind: "ended", outcome: "succeeded" });
  expect(world.tests).toEqual(["test"]);
  expect(statesOf(world)).toEqual([`${key} open`]);
  expect(await world.channels.findHealth(workspaceId, channel)).not.toHaveProperty("failingSince");
});

it("a refused test message ends its delivery as failed, although nothing is owed", async () => {
  const world = await broken();
  await evaluate(world);
  await deliver(world);
  world.refusing.set(channel, { reasonCode: "alert.target_refused", message: "Refused." });

  const done = await world.deliver(channel, { id: "test", attempt: 1 }, () => true, { isTest: true });

  expect(done).toMatchObject({ outcome: "failed", reasonCode: "alert.target_refused" });
  expect(await world.channels.findHealth(workspaceId, channel)).toMatchObject({ failures: 1 });
});

it("a test message to a removed channel is not called sent", async () => {
  const world = await broken();

  const test = await world.deliver("01CHANNEL0000000000000GONE", { id: "test", attempt: 1 }, () => true, {
    isTest: true,
  });
  const owed = await world.deliver("01CHANNEL0000000000000GONE", { id: "owed", attempt: 1 }, () => true);

  expect(test).toMatchObject({ outcome: "blocked", reasonCode: "alert.channel_removed" });
  expect(owed).toEqual({ kind: "ended", outcome: "succeeded" });
});

it("a handed-over delivery does not send its test message again", async () => {
  const world = await broken();
  await evaluate(world);
  const left = [600_000, 0];
  const timeLeft = () => left.shift() ?? 600_000;
  const first = await world.deliver(channel, { id: "test", attempt: 1 }, () => true, { isTest: true, timeLeft });
  expect(first).toEqual({ kind: "handed_over", checkpoint: { isTestSent: true } });

  const next = { id: "test", attempt: 2, checkpoint: { isTestSent: true } };
  await world.deliver(channel, next, () => true, { isTest: true });

  expect(world.tests).toEqual(["test"]);
  expect(statesOf(world)).toEqual([`${key} open`]);
});

it("an evaluation records its instant only where a rule exists", async () => {
  const idle = await createAlertWorld(start);
  await evaluate(idle);
  expect(await idle.beats.find(alertBeat(workspaceId))).toBeUndefined();

  const world = await broken();
  await evaluate(world);
  expect(await world.beats.find(alertBeat(workspaceId))).toBe("2026-03-02T09:11:00.000Z");
  world.advance(minute);
  await world
    .functionOf(async () => Promise.reject(new Error("the table is away")))
    .evaluate(() => true)
    .catch(() => 0);
  expect(await world.beats.find(alertBeat(workspaceId))).toBe("2026-03-02T09:11:00.000Z");
});
