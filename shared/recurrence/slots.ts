import type { Rule } from "./rule.ts";
import { countsHours, wallsOf } from "./rule-times.ts";
import { changesBetween, instantOf, wallAt } from "./time-zone.ts";

type CronRule = Extract<Rule, { cron: string }>;

interface Bounds {
  /** Slots are later than this, in milliseconds since 1970. */
  readonly after: number;
  /** And not later than this. */
  readonly until: number;
  /** At most this many, the oldest ones. */
  readonly max: number;
}

/** A zone moves its clock by less, in milliseconds; Samoa skipped a whole day in 2011. */
const shiftMax = 26 * 3_600_000;
/** Zones are searched for changes so far ahead at once, in milliseconds. */
const stretch = 200 * 86_400_000;
/** No rule has its slots further apart, in milliseconds: the fifth Monday of February returns after 28 years. */
const gapMax = 40 * 366 * 86_400_000;

/**
 * The slots of a rule: the instants at which work is due, oldest first, without duplicates. Depends on nothing but its
 * arguments and the zone data of the runtime.
 *
 * A cron rule with fixed hours keeps its local time: a time that the zone skips is moved forward by the gap, one that
 * occurs twice is used once, and two times that become one instant are one slot. A rule for every hour, and an
 * interval, count real time.
 */
export function slotsOf(rule: Rule, bounds: Bounds): number[] {
  if ("everySeconds" in rule) return intervals(rule.everySeconds * 1000, Date.parse(rule.anchor), bounds);
  return countsHours(rule) ? eachHour(rule, bounds) : atLocalTimes(rule, bounds);
}

/** The first slot after an instant; undefined when there is none. */
export const nextSlot = (rule: Rule, after: number): number | undefined =>
  slotsOf(rule, { after, until: Infinity, max: 1 })[0];

function intervals(millis: number, anchor: number, { after, until, max }: Bounds): number[] {
  const first = Math.floor((after - anchor) / millis) + 1;
  const last = Math.min(Math.floor((until - anchor) / millis), first + max - 1);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => anchor + (first + at) * millis);
}

/** Near a change, later wall times may be earlier instants, so a margin is read before the slots are cut. */
function atLocalTimes(rule: CronRule, { after, until, max }: Bounds): number[] {
  const slots = new Set<number>();
  let complete = Infinity;
  for (const wall of wallsOf(rule, wallAt(rule.timeZone, after) - shiftMax)) {
    const instant = instantOf(rule.timeZone, wall);
    if (instant > Math.min(until, complete) + shiftMax) break;
    if (instant > after) slots.add(instant);
    if (slots.size === max) complete = Math.min(complete, instant);
  }
  return [...slots]
    .sort((a, b) => a - b)
    .filter((slot) => slot <= until)
    .slice(0, max);
}

/** Reads each stretch of a constant offset on its own, so a repeated hour has its slots twice and a skipped one none. */
function eachHour(rule: CronRule, { after, until, max }: Bounds): number[] {
  const slots: number[] = [];
  const end = Math.min(until, after + gapMax);
  for (let from = after; from < end && slots.length < max; from += stretch) {
    const to = Math.min(from + stretch, end);
    const starts = [from, ...changesBetween(rule.timeZone, from, to).map((change) => change - 1), to];
    for (let at = 0; at + 1 < starts.length; at++) {
      const [begin = from, final = to] = [starts[at], starts[at + 1]];
      // The offset that holds after `begin`: a change takes effect one millisecond later.
      const offset = wallAt(rule.timeZone, begin + 1) - (begin + 1);
      for (const wall of wallsOf(rule, begin + offset)) {
        if (wall - offset > final || slots.length >= max) break;
        slots.push(wall - offset);
      }
    }
  }
  return slots;
}
