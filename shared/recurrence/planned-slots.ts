import type { Rule } from "./rule.ts";
import { countsHours, wallsOf } from "./rule-times.ts";
import { slotsOf } from "./slots.ts";
import { instantOf, offsetAt, wallAt } from "./time-zone.ts";

/** Why the local time of a slot is special: its zone changes its clock on that day. */
export type SlotNote =
  /** The time of the rule does not exist on that day; `wall` is that time. */
  | { readonly code: "moved_forward"; readonly wall: string }
  /** The local time occurs twice, and this is the first or the second occurrence. */
  | { readonly code: "first_of_two" | "second_of_two" };

/** A slot as people read it. */
export interface PlannedSlot {
  readonly at: string;
  /** The local time with its offset from UTC, to the minute: `2026-03-29T03:30+02:00`. */
  readonly local: string;
  readonly note: SlotNote | undefined;
}

const hourMillis = 3_600_000;
const dayMillis = 24 * hourMillis;
/** A clock moves by less, in milliseconds, apart from zones that skip a day. */
const shiftMax = 3 * hourMillis;

/** The next slots of a rule after an instant, in the local time of its zone. An interval has the zone that is given. */
export function plannedSlots(rule: Rule, after: number, max: number, displayZone = "UTC"): PlannedSlot[] {
  return slotsOf(rule, { after, until: Infinity, max }).map((slot) => plannedSlotOf(rule, slot, displayZone));
}

/** One slot of a rule in the local time of its zone. */
export function plannedSlotOf(rule: Rule, slot: number, displayZone = "UTC"): PlannedSlot {
  const zone = "cron" in rule ? rule.timeZone : displayZone;
  const at = new Date(slot).toISOString();
  return { at, local: localText(zone, slot), note: "cron" in rule ? noteOf(rule, zone, slot) : undefined };
}

function noteOf(rule: Extract<Rule, { cron: string }>, zone: string, slot: number): SlotNote | undefined {
  const wall = wallAt(zone, slot);
  if (!countsHours(rule)) {
    for (const wanted of wallsOf(rule, wall - dayMillis)) {
      if (wanted >= wall) break;
      if (instantOf(zone, wanted) === slot) return { code: "moved_forward", wall: timeText(wanted) };
    }
  }
  const shift = offsetAt(zone, slot + shiftMax) - offsetAt(zone, slot - shiftMax);
  if (shift >= 0) return undefined;
  // The clock goes back by so much: the same wall time is that long before or after this one.
  if (wallAt(zone, slot - shift) === wall) return { code: "first_of_two" };
  return wallAt(zone, slot + shift) === wall ? { code: "second_of_two" } : undefined;
}

function localText(zone: string, instant: number): string {
  const minutes = Math.round(offsetAt(zone, instant) / 60_000);
  const sign = minutes < 0 ? "-" : "+";
  const size = Math.abs(minutes);
  const offset = `${sign}${twoDigits(Math.floor(size / 60))}:${twoDigits(size % 60)}`;
  return `${new Date(wallAt(zone, instant)).toISOString().slice(0, 16)}${offset}`;
}

const twoDigits = (value: number) => String(value).padStart(2, "0");
const timeText = (wall: number) => new Date(wall).toISOString().slice(11, 16);
