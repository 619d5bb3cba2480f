import type { ListedSchedule } from "../records/schedule-lists.ts";
import { overdueAfter, storedNeedOf } from "../records/schedule-needs.ts";
import type { ScheduleState } from "../run/schedule-states.ts";

const needing: ReadonlySet<ScheduleState> = new Set(["paused_by_failures", "overdue", "missed", "refused"]);

/**
 * The state of a schedule, from what is stored alone: it needs no clock that works, so a schedule whose clocks are dead
 * is overdue and never looks calm.
 */
export function scheduleStateAt({ schedule, dueAt }: ListedSchedule, isArchived: boolean, now: Date): ScheduleState {
  const { paused, last } = schedule;
  if (isArchived) return "stopped";
  const need = storedNeedOf(schedule);
  if (paused !== undefined) return need ?? "paused";
  const overdue = overdueAfter(schedule, dueAt);
  if (overdue !== undefined && overdue < now.getTime()) return "overdue";
  if (need !== undefined) return need;
  if (last === undefined) return dueAt === undefined ? "ended" : "waiting";
  if (last.verdict === "skipped") return "skipped";
  if (dueAt === undefined) return "ended";
  return last.verdict === "late" ? "late" : "on_time";
}

/** Whether a schedule in this state needs a person. */
export const needsPerson = (state: ScheduleState): boolean => needing.has(state);

/** Since when a schedule needs a person, as far as it is stored: its pause, its newest slots, or the slot that is due. */
export function needsPersonSince({ schedule, dueAt }: Pick<ListedSchedule, "schedule" | "dueAt">): string {
  const { paused, last, changedAt } = schedule;
  // An overdue schedule is late for the slot that is due, however its newest one ended.
  const slot = storedNeedOf(schedule) === undefined ? dueAt : last?.slot;
  return paused?.at ?? slot ?? changedAt;
}
