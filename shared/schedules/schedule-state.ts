import type { ListedSchedule } from "../records/schedule-lists.ts";
import type { ScheduleState } from "../run/schedule-states.ts";

/**
 * How long after its window a slot may stay unaccounted for, in milliseconds: a clock comes by once a minute, and the
 * second one takes over after 150 s.
 */
const clockMillis = 300_000;

const needing: ReadonlySet<ScheduleState> = new Set(["paused_by_failures", "overdue", "missed", "refused"]);

/**
 * The state of a schedule, from what is stored alone: it needs no clock that works, so a schedule whose clocks are dead
 * is overdue and never looks calm.
 */
export function scheduleStateAt({ schedule, dueAt }: ListedSchedule, isArchived: boolean, now: Date): ScheduleState {
  const { paused, last, windowSeconds } = schedule;
  if (isArchived) return "stopped";
  if (paused !== undefined) return paused.by === undefined ? "paused_by_failures" : "paused";
  if (dueAt !== undefined && Date.parse(dueAt) + windowSeconds * 1000 + clockMillis < now.getTime()) return "overdue";
  if (last === undefined) return dueAt === undefined ? "ended" : "waiting";
  switch (last.verdict) {
    case "missed":
      return "missed";
    case "skipped":
      if (last.reason === "owner_not_entitled" || last.reason === "refused") return "refused";
      return (schedule.missedInRow ?? 0) > 0 ? "missed" : "skipped";
    case "late":
      return dueAt === undefined ? "ended" : "late";
    case "ran":
      return dueAt === undefined ? "ended" : "on_time";
    default:
      return last.verdict satisfies never;
  }
}

/** Whether a schedule in this state needs a person. */
export const needsPerson = (state: ScheduleState): boolean => needing.has(state);
