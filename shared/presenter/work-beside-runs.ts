import { type Tone, tones } from "../run/verdicts.ts";
import { type DecisionCounts, dueTextOf, plansUnreadOf } from "./decision-words.ts";
import type { Calm } from "./environment-words.ts";
import { type Locale, wordsOf } from "./locale.ts";
import { brokenTextOf, type PromiseCounts, promisesUnreadOf } from "./promise-words.ts";
import { failingTextOf, type ScheduleCounts, schedulesUnreadOf } from "./schedule-words.ts";
import { isCalm, workHeadlineOf, workStateOf } from "./surface-words.ts";

/** What may need a person without being a run. */
export interface BesideRuns {
  readonly promises: PromiseCounts;
  readonly schedules: ScheduleCounts;
  readonly decisions: DecisionCounts;
}

/** Broken promises, schedules and due decisions in words; undefined when none needs a person. */
export const besideTextOf = ({ promises, schedules, decisions }: BesideRuns, locale: Locale): string | undefined =>
  joined([brokenTextOf(promises, locale), failingTextOf(schedules, locale), dueTextOf(decisions, locale)]);

/** What was not read of them; undefined when everything was. */
export const besideUnreadOf = ({ promises, schedules, decisions }: BesideRuns, locale: Locale): string | undefined =>
  joined([promisesUnreadOf(promises, locale), schedulesUnreadOf(schedules, locale), plansUnreadOf(decisions, locale)]);

/** Whether none of them needs a person and all were read. */
export const isCalmBeside = (beside: BesideRuns): boolean =>
  besideTextOf(beside, "en") === undefined && besideUnreadOf(beside, "en") === undefined;

type OpenWork = Parameters<typeof workStateOf>;

/**
 * The badge and headline of a workspace or environment by its open work and what stands beside it: never calm while a
 * promise is broken, a schedule needs a person, a decision of the reader is due, or one of them was not read.
 */
export function stateWithBeside(
  issues: OpenWork[0],
  work: OpenWork[1],
  reading: Parameters<typeof workHeadlineOf>[1],
  calm: Calm,
  beside: BesideRuns,
  locale: Locale,
): { readonly state: { readonly label: string; readonly tone: Tone }; readonly headline: string } {
  const open = besideTextOf(beside, locale);
  const text = joined([open, besideUnreadOf(beside, locale)]);
  const state = workStateOf(issues, work, calm, locale);
  if (text === undefined) return { state, headline: workHeadlineOf(work, reading, calm, locale) };
  const labels = wordsOf(locale).surfaces.work;
  const own = { label: open === undefined ? labels.unread : labels.attention, tone: toneOf(beside, locale) };
  const headline = workHeadlineOf(work, reading, { ...calm, text }, locale);
  return {
    state: tones.indexOf(state.tone) <= tones.indexOf(own.tone) ? state : own,
    headline: isCalm(work) ? headline : `${headline} ${text}`,
  };
}

/** What is late is worse than what waits. */
const toneOf = ({ promises, schedules }: BesideRuns, locale: Locale): Tone =>
  joined([brokenTextOf(promises, locale), failingTextOf(schedules, locale)]) === undefined ? "warning" : "danger";

/** Sentences as one text; undefined when there are none. */
export function joined(sentences: readonly (string | null | undefined)[]): string | undefined {
  const parts = sentences.flatMap((part) => part ?? []);
  return parts.length === 0 ? undefined : parts.join(" ");
}
