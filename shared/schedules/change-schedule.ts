import { endedPausesMax, type Schedule } from "../records/schedules.ts";
import type { Rule } from "../recurrence/rule.ts";
import { slotsOf } from "../recurrence/slots.ts";
import { canonicalJson } from "../run/identity.ts";

/** The settings of a schedule that people choose. */
export type ScheduleSettings = Pick<
  Schedule,
  "name" | "input" | "wave" | "rule" | "jitterSeconds" | "windowSeconds" | "overlap" | "catchUp" | "pauseAfter"
>;

/** The person on whose behalf the work of a schedule starts. */
export type ScheduleOwner = Pick<Schedule, "ownerId" | "ownerName">;

/** A schedule after a change; `busy`: slots up to an instant have to be accounted for first. */
export type ScheduleChange =
  | { readonly kind: "changed"; readonly schedule: Schedule }
  | { readonly kind: "busy"; readonly slot: string };

/**
 * A clock may be ahead by so much, in milliseconds, and start a slot of the rule that is about to be replaced. Found by
 * exploring the orders of a tick and an edit.
 */
const aheadMillis = 60_000;
const intervalShare = 0.1;
const jitterSecondsMax = 900;
const windowSecondsMax = 3600;
const windowSecondsMin = 60;
/** Slots read to know how far apart those of a rule are. */
const sampleSize = 20;

/** Jitter and window of a rule when none are chosen: a tenth of its shortest interval, and half of it, at most an hour. */
export function defaultTolerance(rule: Rule, now: Date): Pick<Schedule, "jitterSeconds" | "windowSeconds"> {
  const interval = shortestInterval(rule, now);
  return {
    jitterSeconds: Math.min(Math.floor(interval * intervalShare), jitterSecondsMax),
    windowSeconds: Math.max(windowSecondsMin, Math.min(Math.floor(interval / 2), windowSecondsMax)),
  };
}

function shortestInterval(rule: Rule, now: Date): number {
  const slots = slotsOf(rule, { after: now.getTime(), until: Infinity, max: sampleSize });
  const gaps = slots.slice(1).map((slot, at) => (slot - (slots[at] ?? 0)) / 1000);
  return gaps.length === 0 ? windowSecondsMax * 2 : Math.min(...gaps);
}

/** A new schedule. Its first slot is after now. */
export function newSchedule(
  place: Pick<Schedule, "id" | "workspaceId" | "environmentId" | "type">,
  settings: ScheduleSettings,
  owner: ScheduleOwner,
  now: Date,
): Schedule {
  const at = now.toISOString();
  const counts = { ran: 0, late: 0, skipped: 0, missed: 0 };
  return {
    ...{ ...place, ...settings, ...owner },
    ...{ createdAt: at, changedAt: at, rev: 1, cursor: at, counts, failuresInRow: 0 },
  };
}

/**
 * A schedule with other settings. Slots of the former rule that are due, or that a clock may be starting, must be
 * accounted for under it; from now on the new rule counts. What decides only about starts changes at any time.
 */
export function editSchedule(
  stored: Schedule,
  settings: ScheduleSettings,
  owner: ScheduleOwner,
  now: Date,
): ScheduleChange {
  const edited = { ...stored, ...settings, ...owner };
  return workOf(stored) === workOf(edited) ? changed(edited, now) : fromNow(stored, edited, now);
}

/** Pauses a schedule: a slot that has not started yet is skipped. */
export const pauseSchedule = (stored: Schedule, by: string, note: string, now: Date): ScheduleChange =>
  changed({ ...stored, paused: { at: now.toISOString(), by, note } }, now);

/**
 * Lets a paused schedule run again, on behalf of the person who resumes it. The slots of the pause stay skipped, also
 * those that no clock has accounted for yet. Earlier failures are forgotten.
 */
export function resumeSchedule(stored: Schedule, owner: ScheduleOwner, now: Date): ScheduleChange {
  const { paused, unjudgedRunId: _judged, endedPauses = [], ...rest } = stored;
  const over = paused === undefined ? [] : [{ from: paused.at, to: now.toISOString() }];
  const pauses = [...endedPauses, ...over].filter(({ to }) => to > stored.cursor);
  if (pauses.length > endedPausesMax) return { kind: "busy", slot: stored.cursor };
  return changed({ ...rest, ...owner, failuresInRow: 0, ...(pauses.length > 0 && { endedPauses: pauses }) }, now);
}

/** Whether a schedule may be removed: like an edit, once its due slots are accounted for. */
export const removeSchedule = (stored: Schedule, now: Date): ScheduleChange => fromNow(stored, stored, now);

function fromNow(stored: Schedule, edited: Schedule, now: Date): ScheduleChange {
  const after = Date.parse(stored.cursor);
  const [pending] = slotsOf(stored.rule, { after, until: now.getTime() + aheadMillis, max: 1 });
  if (pending !== undefined) return { kind: "busy", slot: new Date(pending).toISOString() };
  const cursor = new Date(Math.max(after, now.getTime())).toISOString();
  return changed({ ...edited, cursor }, now);
}

const changed = (schedule: Schedule, now: Date): ScheduleChange => ({
  kind: "changed",
  schedule: { ...schedule, rev: schedule.rev + 1, changedAt: now.toISOString() },
});

/** What a slot starts and when: a slot that has named its run must not start another one. */
const workOf = ({ rule, jitterSeconds, input, wave }: ScheduleSettings) =>
  canonicalJson({ rule, jitterSeconds, input, ...(wave && { wave }) });
