import type { Locale } from "../../shared/presenter/locale.ts";
import { scheduleStateOf } from "../../shared/presenter/schedule-words.ts";
import type { ListedSchedule } from "../../shared/records/schedule-lists.ts";
import { scheduleStateAt } from "../../shared/schedules/schedule-state.ts";

/** The state of a schedule in words. */
export function scheduleStateAnswerOf(listed: ListedSchedule, isInArchived: boolean, now: Date, locale: Locale) {
  const { paused, last, missedInRow = 0 } = listed.schedule;
  const facts = {
    code: scheduleStateAt(listed, isInArchived, now),
    pausedBy: paused?.by,
    missed: missedInRow > 0 ? missedInRow : (last?.n ?? 0),
    reason: last?.reason,
  };
  return scheduleStateOf(facts, locale);
}
