import {
  directoryItem,
  environmentItem,
  memberPointerItem,
  membershipItem,
  workspaceItem,
} from "../shared/access/items.ts";
import { createAlertChannels } from "../shared/records/alert-channels.ts";
import { createAlertRules } from "../shared/records/alert-rules.ts";
import { createEnvironmentProofs } from "../shared/records/environment-proofs.ts";
import { createPromises } from "../shared/records/promises.ts";
import { createSchedules, type Schedule } from "../shared/records/schedules.ts";
import { ruleCauses } from "../shared/run/alert-states.ts";
import { dueAfter } from "../shared/schedules/decide-slots.ts";
import { measured, type ScenarioPlay, workAndFollow } from "./scenario-play.ts";
import { putAll } from "./seed.ts";

const scope = { workspaceId: "acme", environmentId: "acme-prod" };
const dailySeconds = 86_400;
const person = { id: "operator", name: "Operator" };

/** The scenarios of schedules, promises, alerts and waits. */
export const levelScenarios: Readonly<Record<string, (play: ScenarioPlay) => Promise<void>>> = {
  async "slot of a schedule that runs"(play) {
    await aSchedule(play);
    await slot(play);
    measured(play);
    await slot(play);
  },
  async "slot of a schedule that is skipped"(play) {
    await aSchedule(play);
    await play.start("scheduled");
    measured(play);
    play.clock.advance(dailySeconds);
    await play.tick();
  },
  async "365 slots missed in an outage, then one that runs"(play) {
    await aSchedule(play);
    await slot(play);
    measured(play);
    play.clock.advance(365 * dailySeconds);
    await slot(play);
  },
  async "a tick of the schedules that finds nothing due"(play) {
    await play.tick();
  },
  async "success that proves a promise"(play) {
    play.proves("backup");
    await workAndFollow(play, await play.start("a"));
  },
  async "an evaluation that changes nothing"(play) {
    await aBrokenPromise(play, 1);
    await notify(play);
    measured(play);
    await play.evaluate();
  },
  "alert opened and resolved, without a channel": (play) => alert(play, 0),
  "alert opened and resolved, sent to one channel": (play) => alert(play, 1),
  "alert opened and resolved, sent to two channels": (play) => alert(play, 2),
  async "run that waits a minute for its provider"(play) {
    play.plan({ reason: "provider_throttled", until: after(play, 60) });
    const id = await play.start("a");
    await play.work();
    play.clock.advance(62);
    await workAndFollow(play, id);
  },
  async "run that waits an hour for its provider"(play) {
    play.plan({ reason: "provider_throttled", until: after(play, 3600) });
    const id = await play.start("a");
    await play.work();
    play.clock.advance(3602);
    await play.step("sweep", () => play.product.sweep());
    await workAndFollow(play, id);
  },
};

async function aSchedule({ place, clock }: ScenarioPlay): Promise<void> {
  const now = clock.now();
  await putAll(place, [
    workspaceItem("acme", { name: "Acme" }),
    environmentItem("acme", "acme-prod", { name: "Production" }),
    membershipItem("acme", person.id, { role: "owner", environments: "all" }),
    memberPointerItem("acme", person.id),
  ]);
  const schedule: Schedule = {
    ...scope,
    ...{ id: "01SCHED00000000000000000A0", name: "Nightly work", type: "bench.work", input: { subject: "scheduled" } },
    rule: { everySeconds: dailySeconds, anchor: now.toISOString() },
    ...{ jitterSeconds: 0, windowSeconds: 3600, overlap: "skip", catchUp: "last", pauseAfter: 3 },
    ...{ ownerId: person.id, ownerName: person.name, createdAt: now.toISOString(), changedAt: now.toISOString() },
    ...{ rev: 1, cursor: now.toISOString(), counts: { ran: 0, late: 0, skipped: 0, missed: 0 }, failuresInRow: 0 },
  };
  const part = createSchedules(place).createPart(schedule, dueAfter(schedule, now.getTime()));
  if ("item" in part) await putAll(place, [part.item]);
}

/** A slot with its whole run. */
async function slot(play: ScenarioPlay): Promise<void> {
  play.clock.advance(dailySeconds);
  await play.tick();
  const id = (await play.runsOf("bench.work")).at(-1);
  if (id === undefined) throw new Error("the slot has started no run");
  await workAndFollow(play, id);
}

/** A broken promise that is sent to so many channels, and then kept again. */
async function alert(play: ScenarioPlay, channelCount: number): Promise<void> {
  await aBrokenPromise(play, channelCount);
  measured(play);
  await notify(play);
  play.clock.advance(60);
  const proof = { runId: "01PROOF0000000000000000000", asOf: play.clock.now().toISOString() };
  await createEnvironmentProofs(play.place).record("acme", "acme-prod", "backup", proof);
  await notify(play);
  // What was sent leaves the list of open work.
  play.clock.advance(60);
  await play.evaluate();
}

/** A promise that is broken, and a rule for so many channels. */
async function aBrokenPromise(play: ScenarioPlay, channelCount: number): Promise<void> {
  const { place, clock } = play;
  const now = clock.now().toISOString();
  const beside = () => ({ item: { pk: "AUDIT#seed", sk: clock.now().toISOString() } });
  const changed = { changedBy: person, changedAt: now };
  await putAll(place, [
    workspaceItem("acme", { name: "Acme" }),
    directoryItem("acme"),
    environmentItem("acme", "acme-prod", { name: "Production" }),
  ]);
  const channelIds = Array.from({ length: channelCount }, (_, at) => `01CHANNEL0000000000000000${at}`);
  const channels = createAlertChannels(place);
  for (const id of channelIds) {
    const target = {
      kind: "webhook",
      url: "https://hooks.example.org/",
      secretName: "runtruth/dev/acme/_channels/x",
    } as const;
    await channels.create("acme", id, { name: id, locale: "en", ...target, ...changed }, beside);
  }
  const rule = { name: "All", causes: [...ruleCauses], environments: "all" as const, afterSeconds: 0 };
  await createAlertRules(place).create("acme", "rule", { ...rule, channelIds, ...changed }, beside);
  const promise = {
    name: "Backup",
    proof: "backup",
    withinSeconds: 3600,
    environments: "all",
    effectiveFrom: now,
  } as const;
  await createPromises(place).create("acme", "promise", { ...promise, ownerId: person.id, ...changed }, beside);
  clock.advance(7200);
}

/** One evaluation and the deliveries that it starts. */
async function notify(play: ScenarioPlay): Promise<void> {
  const before = new Set(await play.runsOf("alerts.deliver"));
  await play.evaluate();
  play.clock.advance(2);
  await play.deliver();
  for (const id of await play.runsOf("alerts.deliver")) if (!before.has(id)) await play.follow(id);
}

const after = ({ clock }: ScenarioPlay, seconds: number) =>
  new Date(clock.now().getTime() + seconds * 1000).toISOString();
