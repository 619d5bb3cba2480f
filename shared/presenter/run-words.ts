import type { Eligibility } from "../derived/actions.ts";
import type { RunTruth } from "../derived/run-truth.ts";
import { type Failure, isPlatformInitiated, type ReconciliationFacts, type Run } from "../run/run.ts";
import { summaryCountKeys } from "../run/summary-counts.ts";
import type { Transition } from "../run/transitions.ts";
import type { Freshness, WaitingReason } from "../run/verdicts.ts";
import { counted } from "./counted.ts";
import { fill } from "./fill.ts";
import { type Locale, wordsOf } from "./locale.ts";
import type { Words } from "./locales/en.ts";

export const freshnessLabelOf = (freshness: Freshness, locale: Locale): string => wordsOf(locale).freshness[freshness];

/** One line that says why a run stands where it stands, with the instant it speaks of; null for plain work. */
export function reasonOf(
  { freshness, actionability }: Pick<RunTruth, "freshness" | "actionability">,
  staleSince: string | null,
  locale: Locale,
): { readonly text: string; readonly at: string | null } | null {
  const { reasons } = wordsOf(locale);
  if (freshness === "likely_stale") return { text: reasons.stale, at: staleSince };
  const { reasonCode, since } = actionability;
  if (reasonCode === "active" || reasonCode === "no_problem") return null;
  return { text: reasons[reasonCode], at: since ?? null };
}

/** The verdict about an ended problem in a few words. */
export const actionabilityLabelOf = (status: RunTruth["actionability"]["status"], locale: Locale): string =>
  wordsOf(locale).actionability[status];

/** What may be done with a run, each with what comes of it. */
export function actionsOf({ actions }: Eligibility, locale: Locale) {
  const words = wordsOf(locale);
  return actions.map(({ action, consequence, requiresNote, isPrimary }) => ({
    action,
    label: words.actions[action],
    consequence: words.consequences[consequence],
    requiresNote,
    isPrimary,
  }));
}

/** The one thing to do next. */
export function nextActionOf({ next }: Eligibility, locale: Locale) {
  return { kind: next.kind, label: wordsOf(locale).nextActions[next.kind], related: next.related ?? null };
}

/** Why nobody is at work on an active run, and where it is known, how many runs of its workspace come before it. */
export function waitingLabelOf(reason: WaitingReason, ahead: number | undefined, locale: Locale): string {
  const { waiting, queuedBehind } = wordsOf(locale);
  if (ahead === undefined) return waiting[reason];
  return ahead === 0 ? queuedBehind.none : counted(queuedBehind, ahead, locale);
}

/**
 * Failures by their codes, each with what it is about: a stored sentence is in one language and is never what a
 * reader is told.
 */
export function failuresOf(failures: readonly Failure[], locale: Locale): Failure[] {
  // Most runs have none, and a list tells many.
  if (failures.length === 0) return [];
  const { failures: words, failureObjects } = wordsOf(locale);
  const known = new Map(Object.entries(words));
  return failures.map(({ code, count, about }) => ({
    code,
    message: toldAbout(known.get(code) ?? words.other, about, failureObjects),
    ...(count !== undefined && { count }),
    ...(about !== undefined && { about }),
  }));
}

function toldAbout(sentence: string, about: Failure["about"], words: Words["failureObjects"]): string {
  if (about === undefined) return sentence;
  const { collection = "", id = "", name = "", status } = about;
  const told = status === undefined ? sentence : `${sentence} ${fill(words.status, { status: String(status) })}`;
  if (collection === "" && id === "" && name === "") return told;
  const form = id !== "" && name !== "" && name !== id ? "policy" : id !== "" ? "policyById" : "policyByName";
  const object = id === "" && name === "" ? words.collection : words[form];
  return `${fill(object, { collection, id, name })}: ${told}`;
}

/** A step of a run's life in a few words. */
export function transitionLabelOf({ source, to, attempt }: Transition, locale: Locale): string {
  const { transitions } = wordsOf(locale);
  if (to !== "running") return transitions[source];
  return attempt === 1 ? transitions.first_attempt : transitions.further_attempt;
}

/** The numbers of a run with their names, in a fixed order; those it does not have are left out. */
export function countsOf(summaryCounts: Run["summaryCounts"], locale: Locale) {
  const { counts } = wordsOf(locale);
  return summaryCountKeys.flatMap((key) => {
    const value = summaryCounts[key];
    return value === undefined ? [] : [{ key, label: counts[key], value }];
  });
}

/** How an end was decided that the run's own worker did not decide. */
export const reconciliationNoteOf = (source: ReconciliationFacts["source"], locale: Locale): string =>
  wordsOf(locale).reconciliation[source];

/** What is kept with every run that was closed for its silence (spec 178, D-005); null for others. */
export const staleLineageNoteOf = (hasStaleLineage: boolean, locale: Locale): string | null =>
  hasStaleLineage ? wordsOf(locale).staleLineageNote : null;

/** Who started a run: a person's name as it was then, or the platform. */
export const initiatorOf = (run: Pick<Run, "initiator">, locale: Locale): { id: string; name: string } => {
  const { id, name } = run.initiator;
  return { id, name: isPlatformInitiated(run) ? wordsOf(locale).system : name };
};
