import type { RunTruth } from "../derived/run-truth.ts";
import type { Role } from "../roles.ts";
import type { Run } from "../run/run.ts";
import { isActive } from "../run/status.ts";
import { type AttentionCause, type Tone, type TriageAction, tones } from "../run/verdicts.ts";
import { counted } from "./counted.ts";
import { type Locale, wordsOf } from "./locale.ts";
import { stateOf } from "./state.ts";

interface Judged {
  readonly run: Run;
  readonly truth: RunTruth;
}
interface State {
  readonly label: string;
  readonly tone: Tone;
}

/** The badge of a place by its open work: as calm as the worst run in it, and no calmer (spec 173). */
export function workStateOf(open: readonly Judged[], locale: Locale): State {
  const { work } = wordsOf(locale).surfaces;
  const worst = open
    .filter(({ truth }) => truth.needsAttention)
    .map(({ run, truth }) => stateOf(run, truth, locale).tone)
    .toSorted((a, b) => tones.indexOf(a) - tones.indexOf(b))
    .at(0);
  if (worst !== undefined) return { label: work.attention, tone: worst };
  return open.some(({ run }) => isActive(run.status))
    ? { label: work.active, tone: "info" }
    : { label: work.calm, tone: "success" };
}

/** What is open in a place, in one line: problems and late runs are never told as one number (spec 178). */
export function workHeadlineOf(
  { followUp, stale, active }: Readonly<Record<"followUp" | "stale" | "active", { readonly value: number }>>,
  locale: Locale,
): string {
  const { workHeadline } = wordsOf(locale).surfaces;
  const troubles = [
    ...(followUp.value > 0 ? [counted(workHeadline.followUp, followUp.value, locale)] : []),
    ...(stale.value > 0 ? [counted(workHeadline.stale, stale.value, locale)] : []),
  ];
  if (troubles.length > 0) return troubles.join(" ");
  return [workHeadline.calm, ...(active.value > 0 ? [counted(workHeadline.active, active.value, locale)] : [])].join(
    " ",
  );
}

/** Said when nothing needs its reader, with how much was looked at. */
export const calmOf = (looked: number, locale: Locale): string =>
  counted(wordsOf(locale).surfaces.calm, looked, locale);

/** A cause for which runs need somebody, and what to do about it. */
export function causeWordsOf(cause: AttentionCause, locale: Locale) {
  const { causes, lane } = wordsOf(locale).surfaces;
  const { label, guidance } = causes[cause];
  return { label, guidance, laneLabel: lane };
}

/** What stays undone while nobody acts, and what is proven about the end of a run that needs somebody. */
export function decisionWordsOf({ run, truth }: Judged, cause: AttentionCause, locale: Locale) {
  const { causes, proof } = wordsOf(locale).surfaces;
  const ended = truth.isReconciled ? proof.reconciled : proof.reported;
  return { impact: causes[cause].impact, proof: isActive(run.status) ? proof.active : ended };
}

/** How the newest or the most urgent run on a baseline stands; undefined when there is none. */
export function baselineWordsOf(judged: Judged | undefined, locale: Locale): { state: State; text: string } {
  const { baseline } = wordsOf(locale).surfaces;
  if (judged === undefined) return { state: { label: baseline.unknown, tone: "neutral" }, text: baseline.none };
  const { run, truth } = judged;
  const ended = truth.needsAttention ? baseline.attention : baseline.fine;
  const active = truth.needsAttention ? baseline.attention : baseline.active;
  return { state: stateOf(run, truth, locale), text: isActive(run.status) ? active : ended };
}

export const roleLabelOf = (role: Role, locale: Locale): string => wordsOf(locale).surfaces.roles[role];

/**
 * Since when an active run has been in its state, and whether that is late or unusual; null once it has ended. How
 * long that is follows the reader's clock: words that counted would be other words with every look.
 */
export function ageOf({ run, truth }: Judged, isUnusual: boolean, locale: Locale) {
  const { status } = run;
  if (status === "completed") return null;
  const { ages } = wordsOf(locale).surfaces;
  const at = status === "queued" ? run.createdAt : (run.startedAt ?? run.createdAt);
  if (truth.freshness === "likely_stale") return { text: ages[`${status}_late`], at };
  return { text: isUnusual ? ages[`${status}_unusual`] : ages[status], at };
}

/** What the platform plane may do with a run, each with what comes of it. */
export function triageWordsOf(action: TriageAction, run: Pick<Run, "status">, locale: Locale) {
  const { actions, consequences, surfaces } = wordsOf(locale);
  switch (action) {
    case "retry":
      return { label: surfaces.triage.retry, consequence: consequences.run_again };
    case "cancel":
      return {
        label: actions.cancel,
        consequence: consequences[`cancel_${run.status === "queued" ? "queued" : "running"}`],
      };
    case "mark_investigated":
      return { label: surfaces.triage.mark_investigated, consequence: surfaces.investigatedConsequence };
    default:
      return action satisfies never;
  }
}
