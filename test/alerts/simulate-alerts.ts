import * as z from "zod";
import { writeTogether } from "../../shared/ledger/write-together.ts";
import { correlationHashOf } from "../../shared/run/identity.ts";
import { isSettled, isSnoozed } from "../../shared/run/owed-messages.ts";
import { createRandom, type Random } from "../engines/random.ts";
import { randomFrom } from "../support/ids.ts";
import { createTurns } from "../support/turns.ts";
import { type AlertWorld, createAlertWorld, type Received, workspaceId } from "./alert-world.ts";

const minute = 60_000;
const channelIds = ["01CHANNE100000000000000001", "01CHANNE100000000000000002"];
const environments = ["one", "two"];
/** Of the work that all runs have in common. */
const correlation = correlationHashOf(["work"], { work: "work" });

export interface AlertTotals {
  openings: number;
  /** Of them, those about failed work. */
  issues: number;
  messages: number;
  crashes: number;
  lostAnswers: number;
  snoozes: number;
  removed: number;
}

/** A delivery of one channel: the number of its newest attempt. */
interface Line {
  attempt: number;
  run: number;
}

/**
 * One world: evaluations and deliveries at once, causes that come and go between any two of their calls, people who
 * snooze, crashes, lost answers and expiry. Returns what is wrong once everything rests, and the totals.
 */
export async function simulateAlerts(seed: number, moments: number) {
  const random = createRandom(randomFrom(seed));
  const world = await createAlertWorld(new Date("2026-03-02T09:00:00.000Z"));
  for (const [at, id] of channelIds.entries()) await world.addChannel(id, `Channel ${at}`);
  await world.addRule("all", channelIds);
  await world.addRule("first", channelIds.slice(0, 1), 120);
  await world.addPromise("daily", 600);
  const turns = createTurns(random, random.chance(0.7) ? { crash: 0.03, lost: 0.02 } : { crash: 0, lost: 0 });
  world.faults.diesAfterSending = () => random.chance(0.1);
  const lines = new Map<string, Line>(channelIds.map((id) => [id, { attempt: 0, run: 0 }]));
  let snoozes = 0;
  let removed = 0;

  for (let moment = 0; moment < moments; moment++) {
    world.advance(random.pick([1000, minute, minute, 5 * minute, 11 * minute]));
    if (random.chance(0.05)) {
      world.advance(91 * 1440 * minute);
      world.expire();
      removed += 1;
    }
    const functions: (() => Promise<unknown>)[] = [];
    for (let one = random.pick([0, 1, 2, 2, 3]); one > 0; one--) {
      const { evaluate } = world.functionOf(turns.turn);
      functions.push(() => evaluate(() => true));
    }
    for (const id of channelIds) if (random.chance(0.6)) functions.push(attemptOf(world, id, lines, turns.turn));
    // Causes change at any point among the calls of the others.
    for (const id of environments) {
      if (random.chance(0.4))
        functions.push(() => world.proofsOf(turns.turn).record(workspaceId, id, "sync", proofAt(world)));
    }
    for (const id of environments) {
      const state = random.chance(0.5) ? "succeeded" : "failed";
      const reason = random.pick(["provider_unreachable", "provider_throttled"]);
      if (random.chance(0.3)) functions.push(() => world.endRun(id, state, reason, turns.turn));
    }
    if (random.chance(0.2)) functions.push(async () => (snoozes += await snoozeSome(world, random)));
    await turns.runAll(functions);
    // What did not end is dead: the next attempt begins when its lease is over.
  }
  world.faults.diesAfterSending = () => false;
  const violations = await rest(world, lines, random);
  const messages = [...world.received.values()].reduce((sum, list) => sum + list.length, 0);
  const issues = [...world.openings.keys()].filter((key) => key.startsWith("run:")).length;
  const totals: AlertTotals = { openings: world.openings.size, issues, messages, ...turns.injected, snoozes, removed };
  return { violations, totals };
}

type TurnOf = ReturnType<typeof createTurns>["turn"];

function attemptOf(world: AlertWorld, id: string, lines: Map<string, Line>, turn: TurnOf) {
  const line = lines.get(id) ?? { attempt: 0, run: 0 };
  line.attempt += 1;
  const { attempt } = line;
  return async () => {
    await world.functionOf(turn).deliver(id, { id: `${id}-${line.run}`, attempt }, () => line.attempt === attempt);
    line.run += 1;
  };
}

const proofAt = (world: AlertWorld) => {
  const asOf = world.clock.now().toISOString();
  return { runId: `run-${asOf}`, asOf };
};

async function snoozeSome(world: AlertWorld, random: Random): Promise<number> {
  const { alerts } = await world.alerts.findListed(workspaceId);
  const open = alerts.filter(({ state }) => state === "open");
  if (open.length === 0) return 0;
  const alert = random.pick(open);
  const ends = random.pick(["time", "change", "next_failure"] as const);
  const until = new Date(world.clock.now().getTime() + random.below(20) * minute).toISOString();
  const snooze = { seq: alert.seq, until, ends, version: alert.version, by: "operator", reason: "known" };
  return (await writeTogether(world.target, [world.alerts.snoozePart(alert, snooze)])) ? 1 : 0;
}

/** Evaluates and delivers without faults until nothing changes, and says what does not hold then. */
async function rest(world: AlertWorld, lines: Map<string, Line>, random: Random): Promise<string[]> {
  if (random.chance(0.5)) for (const id of environments) await world.prove(id);
  world.advance(30 * minute);
  if (random.chance(0.5)) for (const id of environments) await world.prove(id);
  for (let round = 0; round < 4; round++) {
    await world.evaluate(() => true);
    for (const id of channelIds) {
      const line = lines.get(id) ?? { attempt: 0, run: 0 };
      await world.deliver(id, { id: `${id}-rest-${round}`, attempt: ++line.attempt }, () => true);
    }
  }
  return [...world.failures.map(String), ...(await stateViolations(world)), ...messageViolations(world)];
}

async function stateViolations(world: AlertWorld): Promise<string[]> {
  const found: string[] = [];
  const needs: [key: string, isNeeded: boolean][] = [];
  const now = world.clock.now();
  const proofs = await world.proofs.read(workspaceId, environments, { isConsistent: true });
  for (const id of environments) {
    const asOf = proofs.of(id)?.sync?.asOf ?? "2026-03-02T09:00:00.000Z";
    needs.push([`promise:daily:${id}`, now.getTime() > Date.parse(asOf) + 600_000]);
    needs.push([`run:${id}:policy.sync:${correlation}`, isUnsolved(world, id)]);
  }
  for (const [key, isNeeded] of needs) {
    const alert = await world.alerts.find(workspaceId, key);
    if (isNeeded !== (alert?.state === "open")) found.push(`${key} is ${alert?.state} and needed: ${isNeeded}`);
    if (alert === undefined) continue;
    if (alert.state === "closed" && alert.isListed) found.push(`${key} stays listed`);
    if (!isSettled(alert, channelIds, now)) found.push(`${key} owes a message`);
    for (const channelId of channelIds) {
      const last = (world.received.get(channelId) ?? []).findLast((one) => one.key === key);
      const isSent = last?.state === "open" && last.seq === alert.seq;
      if (alert.state === "open" && !isSnoozed(alert, now) && !isSent) found.push(`${channelId} never got ${key}`);
      if (alert.state === "closed" && last?.state === "open") found.push(`${channelId} never got the close of ${key}`);
    }
  }
  for (const [name, times] of world.openings) if (times > 1) found.push(`${name} was opened ${times} times`);
  return found;
}

/** Whether a run of an environment failed after the last success of the same work that its pointer knows. */
function isUnsolved(world: AlertWorld, environmentId: string): boolean {
  const items = world.items();
  const pointer = items.find(({ pk }) => String(pk).startsWith(`SUCCESS#${workspaceId}#${environmentId}#`));
  const solved = z.looseObject({ gen: z.number() }).safeParse(pointer).data?.gen ?? 0;
  return items.some((item) => {
    const run = failedRun.safeParse(item).data;
    return run !== undefined && run.environmentId === environmentId && run.gen > solved;
  });
}

const failedRun = z.looseObject({
  sk: z.literal("#"),
  environmentId: z.string(),
  outcome: z.literal("failed"),
  gen: z.number(),
});

/** A receiver that keeps the newest message never goes back, and never gets a close without an open. */
function messageViolations(world: AlertWorld): string[] {
  const found: string[] = [];
  for (const [channelId, list] of world.received) {
    for (const [key, messages] of Map.groupBy(list, (one) => one.key)) {
      messages.forEach((one, at) => {
        const before = messages[at - 1];
        if (before !== undefined && isBefore(one, before)) found.push(`${channelId} went back on ${key}`);
        const isOpened = messages.slice(0, at).some(({ seq, state }) => seq === one.seq && state === "open");
        if (one.state === "closed" && !isOpened) found.push(`${channelId} got a close of ${key} without an open`);
      });
    }
  }
  return found;
}

function isBefore(one: Received, before: Received): boolean {
  const rank = ({ state }: Received) => (state === "closed" ? 1 : 0);
  return (one.seq - before.seq || rank(one) - rank(before) || one.version - before.version) < 0;
}
