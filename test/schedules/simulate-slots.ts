import type { Schedule } from "../../shared/records/schedules.ts";
import { nextSlot } from "../../shared/recurrence/slots.ts";
import { waveType } from "../../shared/run/wave.ts";
import { delayOf } from "../../shared/schedules/decide-slots.ts";
import { createRandom, type Random } from "../engines/random.ts";
import { randomFrom } from "../support/ids.ts";
import { createTurns } from "../support/turns.ts";
import { changeByPerson, erasOf, type Wish } from "./person-changes.ts";
import { dueIn, violationsOf } from "./slot-checks.ts";
import { aSchedule, createSlotWorld, type SlotWorld } from "./slot-world.ts";

const dayMillis = 86_400_000;
const zones = ["Europe/Berlin", "America/Havana", "Australia/Lord_Howe", "Pacific/Chatham", "UTC"];
const rules = ["0 2 * * *", "30 1-3 * * *", "0,30 2 * * SUN", "45 * * * *", "0 0 1 * *", "*/30 0-4 * * *"];

export interface SlotTotals {
  slots: number;
  ran: number;
  late: number;
  skipped: number;
  missed: number;
  calls: number;
  crashes: number;
  lostAnswers: number;
  outageDays: number;
  /** Edits, pauses and resumptions by people that were stored. */
  changes: number;
  /** Waves of slots. */
  waves: number;
  /** Moments at which several clocks ticked at once. */
  clocksAtOnce: number;
  /** Requests of people on a host whose clock was a day off. */
  clocksADayOff: number;
}

/** One world: schedules of one line and sometimes one of waves, their clocks, people, crashes and outages. Returns what is wrong, and the totals. */
export async function simulateSlots(
  seed: number,
  moments: number,
): Promise<{ violations: string[]; totals: SlotTotals; longestOutageDays: number }> {
  const random = createRandom(randomFrom(seed));
  const start = Date.UTC(2025, random.below(12), 1 + random.below(28), random.below(24), random.below(60));
  const world = await createSlotWorld(new Date(start));
  const schedules = ["A", "B"].map((name) =>
    randomSchedule(random, start, `01SCHEDULE0000000000000${name}${random.below(10)}`),
  );
  // A third one starts a wave over whatever environments there are at its slot.
  if (random.chance(0.5)) schedules.push(overAll(randomSchedule(random, start, "01SCHEDULE0000000000000C00")));
  for (const schedule of schedules) await world.addSchedule(schedule);
  const isFaulty = random.chance(0.6);
  const turns = createTurns(random, isFaulty ? { crash: 0.04, lost: 0.03 } : { crash: 0, lost: 0 });
  const violations: string[] = [];
  let outageDays = 0;
  let longestOutageDays = 0;
  let changes = 0;
  let clocksAtOnce = 0;
  let clocksADayOff = 0;

  const check = async (): Promise<void> => {
    for (const { id, cursor, rule } of schedules) {
      const now = await world.find(id);
      violations.push(...violationsOf(world, now, erasOf(world, id, { from: Date.parse(cursor), rule })));
    }
  };

  for (let moment = 0; moment < moments && violations.length === 0; moment++) {
    const days = await passTime(world, random, schedules);
    outageDays += days;
    longestOutageDays = Math.max(longestOutageDays, days);
    if (random.chance(0.5)) violations.push(...(await endRuns(world, random)));
    const functions: (() => Promise<unknown>)[] = [];
    const clocks = random.pick([1, 1, 2, 2, 3]);
    if (clocks > 1) clocksAtOnce += 1;
    for (let at = 0; at < clocks; at++) {
      const { tick } = world.functionOf(turns.turn, (random.below(5) - 2) * 1000);
      functions.push(() => tick.tick(() => true));
    }
    // A person's request runs elsewhere, on a host whose clock may be a day off.
    if (random.chance(0.3)) {
      const daysOff = random.below(3) - 1;
      if (daysOff !== 0) clocksADayOff += 1;
      functions.push(world.functionOf(turns.turn, daysOff * dayMillis).startByPerson);
    }
    if (random.chance(0.5)) functions.push(() => world.growBy(`lab-${random.below(12)}`, turns.turn));
    if (random.chance(0.35)) {
      const { id } = random.pick(schedules);
      const wish = randomWish(random, await world.find(id));
      // The clock of the table is read by everybody, at most a minute apart.
      const now = new Date(world.clock.now().getTime() + (random.below(3) - 1) * 20_000);
      const { target } = world.functionOf(turns.turn);
      functions.push(async () => {
        if (await changeByPerson(target, id, wish, now)) changes += 1;
      });
    }
    await turns.runAll(functions);
    // A scan takes longer than the moment itself.
    if (random.chance(0.2)) await check();
  }
  violations.push(...(await settleAll(world, schedules)));
  await check();
  violations.push(...world.setBacks);

  const ended = await Promise.all(schedules.map(({ id }) => world.find(id)));
  const sum = (verdict: keyof Schedule["counts"]) => ended.reduce((total, { counts }) => total + counts[verdict], 0);
  const counts = { ran: sum("ran"), late: sum("late"), skipped: sum("skipped"), missed: sum("missed") };
  const slots = schedules.reduce((total, { rule, cursor, id }) => {
    const until = Date.parse(ended.find((one) => one.id === id)?.cursor ?? cursor);
    return total + dueIn(erasOf(world, id, { from: Date.parse(cursor), rule }), until).length;
  }, 0);
  const waves = world.items().filter(({ sk, type }) => sk === "#" && type === waveType).length;
  const met = { ...turns.injected, outageDays, changes, waves, clocksAtOnce, clocksADayOff };
  return { violations, totals: { slots, ...counts, calls: world.units.calls, ...met }, longestOutageDays };
}

/** What a person may want of a schedule: mostly another rule, or a pause and its end. */
function randomWish(random: Random, of: Schedule): Wish {
  const kind = random.pick(["edit", "edit", "pause", "resume"] as const);
  if (kind !== "edit") return { kind };
  const { rule, jitterSeconds, windowSeconds, overlap, catchUp } = randomSchedule(
    random,
    Date.parse(of.createdAt),
    of.id,
  );
  const { name, input, wave, pauseAfter } = of;
  const kept = { name, input, pauseAfter, ...(wave !== undefined && { wave }) };
  return { kind, settings: { ...kept, rule, jitterSeconds, windowSeconds, overlap, catchUp } };
}

function randomSchedule(random: Random, start: number, id: string): Schedule {
  const cursor = new Date(start).toISOString();
  return aSchedule({
    id,
    cursor,
    rule: random.chance(0.7)
      ? { cron: random.pick(rules), timeZone: random.pick(zones) }
      : { everySeconds: random.pick([300, 3600, 21_600, 86_400]), anchor: cursor },
    jitterSeconds: random.pick([0, 0, 240]),
    windowSeconds: random.pick([60, 1800, 7200]),
    overlap: random.pick(["wait", "skip"]),
    catchUp: random.pick(["none", "last", "all"]),
    pauseAfter: random.pick([null, null, null, 3]),
  });
}

const overAll = (of: Schedule): Schedule => ({
  ...of,
  environmentId: null,
  wave: { targets: { all: true }, canary: 0, concurrency: 10, stop: { failuresMax: 1000, failedPercentMax: 100 } },
});

/** Mostly to the next slot; sometimes an outage. Returns its days. */
async function passTime(world: SlotWorld, random: Random, schedules: readonly Schedule[]): Promise<number> {
  if (random.chance(0.12)) {
    const days = random.pick([0.02, 0.3, 1, 1.05, 3, 4, 30, 100, 400]);
    const isDense = schedules.some(({ rule }) => "everySeconds" in rule && rule.everySeconds < 3600);
    const outage = isDense ? Math.min(days, 20) : days;
    world.advance(outage * dayMillis);
    if (random.chance(0.5)) world.expire();
    return outage;
  }
  if (random.chance(0.3)) world.advance(random.below(180) * 1000);
  else {
    const { id } = random.pick(schedules);
    const { rule, cursor, jitterSeconds } = await world.find(id);
    const next = (nextSlot(rule, Date.parse(cursor)) ?? 0) + delayOf({ id, jitterSeconds });
    world.set(Math.max(world.clock.now().getTime(), next + random.below(90) * 1000));
  }
  return 0;
}

/** Ends what is active. Returns what must not have been active at once: two waves of a schedule. */
async function endRuns(world: SlotWorld, random: Random): Promise<string[]> {
  const waves: (string | undefined)[] = [];
  for (const { pk, sk, status } of world.items()) {
    if (typeof pk !== "string" || !pk.startsWith("RUN#") || sk !== "#" || status === "completed") continue;
    const run = await world.queries.getRun(pk.slice("RUN#".length));
    if (run === undefined || run.status === "completed") continue;
    if (run.type === waveType) waves.push(run.initiator.scheduleId);
    const outcome = random.chance(0.7) ? "succeeded" : "failed";
    await world.runService.finish(run, { outcome, source: "adapter_reconciler" }, "observed");
  }
  return new Set(waves).size === waves.length ? [] : [`${waves.length} waves of one schedule are active`];
}

/** Without faults and with a free line, every slot that is due is accounted for. */
async function settleAll(world: SlotWorld, schedules: readonly Schedule[]): Promise<string[]> {
  const calm = createRandom(() => 0.5);
  for (let round = 0; round < 300; round++) {
    // A start that crashed holds its line for a minute, by its own clock, which may be a day ahead.
    if (round % 15 === 0) world.advance(round < 45 ? 61_000 : dayMillis / 4);
    await endRuns(world, calm);
    await world.tick.tick(() => true);
    const stored = await Promise.all(schedules.map(({ id }) => world.find(id)));
    const dueAt = stored.map((one) => (nextSlot(one.rule, Date.parse(one.cursor)) ?? Infinity) + delayOf(one));
    if (dueAt.every((instant) => instant > world.clock.now().getTime())) return world.failures.map(String);
  }
  return ["slots stay unaccounted for"];
}
