import { hash } from "node:crypto";
import type { Schedule } from "../records/schedules.ts";
import { nextSlot, slotsOf } from "../recurrence/slots.ts";

/** What to do about the slots of a schedule that are due; slots in milliseconds since 1970. */
export type SlotDecision =
  | { readonly kind: "none" }
  /** The slots from the first to the last of these end without a run. */
  | { readonly kind: "settle"; readonly slots: readonly number[]; readonly verdict: "skipped" | "missed" }
  /** The slot may wait for a busy line until then. */
  | { readonly kind: "start"; readonly slot: number; readonly waitUntil: number };

/** Slots read at once. An outage with more of them is accounted for in several entries. */
const slotsMax = 5000;
/** No slot starts when it is older than this, in milliseconds, whatever its schedule catches up. */
const catchUpMillis = 86_400_000;
const catchUpMax = 10;
/** A later start is late, in seconds after slot and delay: the clock comes by once a minute. */
const punctualSeconds = 120;

/** The constant delay of a schedule, in milliseconds: a part of its jitter that depends on its id only. */
export function delayOf({ id, jitterSeconds }: Pick<Schedule, "id" | "jitterSeconds">): number {
  const part = Number.parseInt(hash("sha256", id).slice(0, 8), 16) / 2 ** 32;
  return Math.floor(part * (jitterSeconds + 1)) * 1000;
}

/** When a schedule is to be visited next, as stored; undefined when its rule has no slot after that. */
export function dueAfter(of: Pick<Schedule, "id" | "jitterSeconds" | "rule">, slot: number): string | undefined {
  const next = nextSlot(of.rule, slot);
  return next === undefined ? undefined : new Date(next + delayOf(of)).toISOString();
}

/** Whether the run of a slot started late. Follows from stored facts only, so every function says the same. */
export function isLate(slot: number, delaySeconds: number, createdAt: string): boolean {
  return Date.parse(createdAt) > slot + (delaySeconds + punctualSeconds) * 1000;
}

/**
 * Decides about the oldest slots that are not accounted for. Pure: the same schedule and instant give the same decision,
 * whichever function asks.
 */
export function decideSlots(of: Schedule, now: number): SlotDecision {
  const delay = delayOf(of);
  const due = slotsOf(of.rule, { after: Date.parse(of.cursor), until: now - delay, max: slotsMax });
  const [first] = due;
  if (first === undefined) return { kind: "none" };
  const windowEnds = (slot: number) => slot + delay + of.windowSeconds * 1000;
  const isPaused = (slot: number) => isInPause(of, slot, windowEnds(slot));
  if (isPaused(first)) return { kind: "settle", slots: firstOf(due, isPaused), verdict: "skipped" };

  const eligible = due.filter((slot) => !isPaused(slot));
  const overdue = eligible.filter((slot) => windowEnds(slot) < now);
  // While a slot is still in its window, that one runs: an older one would do the same work just before it.
  const isAnyPunctual = overdue.length < eligible.length;
  // Nothing starts while the schedule is paused; what it had missed before stays missed.
  const catchUp = of.paused === undefined ? of.catchUp : "none";
  const wanted = { none: 0, last: isAnyPunctual ? 0 : 1, all: catchUpMax }[catchUp];
  const young = overdue.filter((slot) => slot + delay + catchUpMillis >= now);
  const caughtUp = wanted === 0 ? [] : young.slice(-wanted);
  const missed = new Set(overdue.slice(0, overdue.length - caughtUp.length));
  return missed.size > 0
    ? { kind: "settle", slots: firstOf(due, (slot) => missed.has(slot)), verdict: "missed" }
    : { kind: "start", slot: first, waitUntil: windowEnds(first) };
}

/**
 * Whether a pause holds a slot: the current one holds every slot that could still have started when it began, an ended
 * one the slots between its ends.
 */
function isInPause({ paused, endedPauses = [] }: Schedule, slot: number, windowEnd: number): boolean {
  if (paused !== undefined && windowEnd >= Date.parse(paused.at)) return true;
  return endedPauses.some(({ from, to }) => slot > Date.parse(from) && slot <= Date.parse(to));
}

/** The oldest slots as long as they have something in common. */
function firstOf(due: readonly number[], has: (slot: number) => boolean): readonly number[] {
  const end = due.findIndex((slot) => !has(slot));
  return end === -1 ? due : due.slice(0, end);
}
