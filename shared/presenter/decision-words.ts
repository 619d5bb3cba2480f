import { counted } from "./counted.ts";
import { type Locale, wordsOf } from "./locale.ts";

/** Plans on which a member may decide now. */
export interface DecisionCounts {
  readonly due: number;
  /** Every waiting plan was read. */
  readonly isWhole: boolean;
}

/** The number of due decisions in words; undefined without one. */
export function dueTextOf({ due, isWhole }: DecisionCounts, locale: Locale): string | undefined {
  const { decisions } = wordsOf(locale).plans;
  return due === 0 ? undefined : counted(decisions[isWhole ? "due" : "dueAtLeast"], due, locale);
}

/** What was not read of the waiting plans; null when everything was. */
export const plansUnreadOf = ({ isWhole }: DecisionCounts, locale: Locale): string | null =>
  isWhole ? null : wordsOf(locale).plans.decisions.unread;
