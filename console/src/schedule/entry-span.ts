import type { OccurrenceAnswer } from "../../../shared/contract/schedules.ts";
import { useScheduleWords } from "./schedule-words.ts";

/** When the slots of an entry were due, in the reader's time: one instant, or the first, the last and how many. */
export function useEntrySpan(): (entry: Pick<OccurrenceAnswer, "from" | "to" | "n">) => string {
  const { words, formats } = useScheduleWords();
  return ({ from, to, n }) =>
    n === 1 ? formats.moment(from) : words.schedule.span(formats.moment(from), formats.moment(to), n);
}
