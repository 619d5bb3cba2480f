import type { KnownRole } from "../access/roles.ts";
import type { RunTruth } from "../derived/run-truth.ts";
import type { CauseWindow } from "../run/cause-windows.ts";
import type { Run } from "../run/run.ts";
import { isActive } from "../run/status.ts";
import { type AttentionCause, type Tone, type TriageAction, tones } from "../run/verdicts.ts";
import { counted } from "./counted.ts";
import type { Calm } from "./environment-words.ts";
import { fill } from "./fill.ts";
import { type Locale, wordsOf } from "./locale.ts";
import { stateOf, toneOfOpen } from "./state.ts";

interface EvaluatedRun {
  readonly run: Run;
  readonly truth: RunTruth;
}
interface State {
  readonly label: string;
  readonly tone: Tone;
}

/** An exact number of runs or issues; `capped` makes it a lower bound. */
interface Count {
  readonly value: number;
  readonly capped: boolean;
}
type WorkCounts = Readonly<Record<"followUp" | "stale" | "active" | "causes", Count>>;

/** Which parts of the open work were not read completely. */
interface Reading {
  readonly isProblemsWhole: boolean;
  readonly isActiveWhole: boolean;
  readonly unchecked: readonly { readonly isActive: boolean }[];
  readonly read: { readonly problems: number; readonly active: number };
}

/** Nothing unread could need attention. */
const isRead = ({ followUp, stale }: Pick<WorkCounts, "followUp" | "stale">) => !followUp.capped && !stale.capped;

/** The badge of a workspace or environment by its open work: the worst run's tone, and never calm about unread work. */
export function workStateOf(
  issues: readonly { readonly newest: Parameters<typeof toneOfOpen>[0] }[],
  counts: WorkCounts,
  calm: Calm,
  locale: Locale,
): State {
  const { work } = wordsOf(locale).surfaces;
  const worst = issues
    .map(({ newest }) => toneOfOpen(newest))
    .toSorted((a, b) => tones.indexOf(a) - tones.indexOf(b))
    .at(0);
  if (worst !== undefined) return { label: work.attention, tone: worst };
  if (!isRead(counts)) return { label: work.unread, tone: "warning" };
  return counts.active.value > 0 ? { label: work.active, tone: "info" } : { label: calm.label, tone: calm.tone };
}

/** Open work in one line; problems and overdue runs are counted apart (spec 178). */
export function workHeadlineOf(counts: WorkCounts, reading: Reading, calm: Calm, locale: Locale): string {
  const { workHeadline } = wordsOf(locale).surfaces;
  const { followUp, stale, active } = counts;
  const causes = counted(workHeadline.causes, counts.causes.value, locale);
  const troubles = [
    ...(followUp.value > 0
      ? [counted(workHeadline[followUp.capped ? "followUpAtLeast" : "followUp"], followUp.value, locale, { causes })]
      : []),
    ...(stale.value > 0 ? [counted(workHeadline[stale.capped ? "staleAtLeast" : "stale"], stale.value, locale)] : []),
  ];
  const unread = isRead(counts) ? null : unreadOf(reading, locale);
  if (troubles.length > 0) return [...troubles, ...(unread === null ? [] : [unread])].join(" ");
  const isAnyActive = active.value > 0 && !active.capped;
  return [unread ?? calm.text, ...(isAnyActive ? [counted(workHeadline.active, active.value, locale)] : [])].join(" ");
}

/** What was not read, in numbers; null when everything was. */
export function unreadOf({ isProblemsWhole, isActiveWhole, unchecked, read }: Reading, locale: Locale): string | null {
  const { unread } = wordsOf(locale).surfaces;
  const active = unchecked.filter((run) => run.isActive).length;
  const ended = unchecked.length - active;
  const parts = [
    ...(isProblemsWhole ? [] : [counted(unread.problems, read.problems, locale)]),
    ...(isActiveWhole ? [] : [counted(unread.active, read.active, locale)]),
    ...(ended > 0 ? [counted(unread.uncheckedProblems, ended, locale)] : []),
    ...(active > 0 ? [counted(unread.uncheckedActive, active, locale)] : []),
  ];
  return parts.length === 0 ? null : parts.join(" ");
}

/** Whether nothing needs attention and everything relevant was read. */
export const isCalm = (counts: Pick<WorkCounts, "followUp" | "stale">): boolean =>
  isRead(counts) && counts.followUp.value === 0 && counts.stale.value === 0;

/** Set when no issue is open, with the number of checked runs; null otherwise or when something was not read. */
export function checkedCalmOf(counts: WorkCounts, checked: number, locale: Locale): string | null {
  const { checkedCalm } = wordsOf(locale).surfaces;
  if (!isCalm(counts)) return null;
  return checked === 0 ? checkedCalm.nothing : counted(checkedCalm, checked, locale);
}

/** The open issues that began within a window, and how many causes they have. */
export function causeWindowWordsOf(window: CauseWindow, issues: Count, causes: number, locale: Locale): string {
  const { causeWindow, workHeadline } = wordsOf(locale).surfaces;
  const within = causeWindow.within[window];
  if (issues.value === 0 && !issues.capped) return fill(causeWindow.none, { within });
  const forms = causeWindow[issues.capped ? "atLeast" : "exact"];
  return counted(forms, issues.value, locale, { within, causes: counted(workHeadline.causes, causes, locale) });
}

/** A cause of attention, and how to handle it. */
export function causeWordsOf(cause: AttentionCause, locale: Locale) {
  const { causes, lane } = wordsOf(locale).surfaces;
  const { label, guidance } = causes[cause];
  return { label, guidance, laneLabel: lane };
}

/** The consequence of taking no action, and what is proven about the end of a run. */
export function decisionWordsOf({ run, truth }: EvaluatedRun, cause: AttentionCause, locale: Locale) {
  const { causes, proof } = wordsOf(locale).surfaces;
  const ended = truth.isReconciled ? proof.reconciled : proof.reported;
  return { impact: causes[cause].impact, proof: isActive(run.status) ? proof.active : ended };
}

/** The state of the newest or most urgent baseline run; undefined when there is none. */
export function baselineWordsOf(judged: EvaluatedRun | undefined, locale: Locale): { state: State; text: string } {
  const { baseline } = wordsOf(locale).surfaces;
  if (judged === undefined) return { state: { label: baseline.unknown, tone: "neutral" }, text: baseline.none };
  const { run, truth } = judged;
  const ended = truth.needsAttention ? baseline.attention : baseline.fine;
  const active = truth.needsAttention ? baseline.attention : baseline.active;
  return { state: stateOf(run, truth, locale), text: isActive(run.status) ? active : ended };
}

export const roleLabelOf = (role: KnownRole, locale: Locale): string => wordsOf(locale).surfaces.roles[role];

/**
 * Since when an active run has been in its state, and whether that is overdue or unusual; null once it has ended. The
 * client formats the elapsed time, so that the text does not change with every poll.
 */
export function ageOf({ run, truth }: EvaluatedRun, isUnusual: boolean, locale: Locale) {
  const { status } = run;
  // The duration of an unknown status has no meaning.
  if (status === "completed" || status === "unknown") return null;
  const { ages } = wordsOf(locale).surfaces;
  const at = status === "queued" ? run.createdAt : (run.startedAt ?? run.createdAt);
  if (truth.freshness === "likely_stale") return { text: ages[`${status}_late`], at };
  return { text: isUnusual ? ages[`${status}_unusual`] : ages[status], at };
}

/** The platform plane's actions on a run, each with its consequence. */
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
