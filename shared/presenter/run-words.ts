import type { Eligibility } from "../derived/actions.ts";
import type { RunTruth } from "../derived/run-truth.ts";
import { type Failure, isPlatformInitiated, type Run } from "../run/run.ts";
import { isActive, type RunStatus } from "../run/status.ts";
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
  const key = reasonKeyOf({ freshness, actionability });
  if (key === null) return null;
  return { text: wordsOf(locale).reasons[key], at: key === "stale" ? staleSince : (actionability.since ?? null) };
}

/** Which line that is. */
export function reasonKeyOf({
  freshness,
  actionability: { reasonCode },
}: Pick<RunTruth, "freshness" | "actionability">): keyof Words["reasons"] | null {
  if (freshness === "likely_stale") return "stale";
  return reasonCode === "active" || reasonCode === "no_problem" ? null : reasonCode;
}

/** Which label tells whether a run needs follow-up: an active one has nothing to be followed up, and is not calm for it. */
export function actionabilityKeyOf(
  runStatus: RunStatus,
  { freshness, actionability }: Pick<RunTruth, "freshness" | "actionability">,
): keyof Words["actionability"] {
  if (!isActive(runStatus) || actionability.reasonCode === "newer_version") return actionability.status;
  return freshness === "likely_stale" ? "overdue" : "still_active";
}

/** Whether a run needs follow-up, in a few words. */
export const actionabilityLabelOf = (
  runStatus: RunStatus,
  truth: Pick<RunTruth, "freshness" | "actionability">,
  locale: Locale,
): string => wordsOf(locale).actionability[actionabilityKeyOf(runStatus, truth)];

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
 * reader is told. Failures that read the same are told once, with how many they are.
 */
export function failuresOf(failures: readonly Failure[], locale: Locale): Failure[] {
  // Most runs have none, and a list tells many.
  if (failures.length === 0) return [];
  const { failures: words, failureObjects } = wordsOf(locale);
  const known = new Map(Object.entries(words));
  const merged = new Map<string, Pick<Failure, "code" | "about"> & { readonly count: number }>();
  for (const { code, count = 1, about } of failures) {
    const message = toldAbout(known.get(code) ?? words.other, about, failureObjects);
    const told = merged.get(message) ?? { code, about, count: 0 };
    merged.set(message, { ...told, count: told.count + count });
  }
  return [...merged].map(([message, { code, about, count }]) => ({
    code,
    message,
    ...(count > 1 && { count }),
    ...(about !== undefined && { about }),
  }));
}

/** Which label tells a step of a run's life. */
export function transitionKeyOf(
  { source, to, attempt }: Transition,
  { context: { reconciliation }, endedBy }: Pick<Run, "context" | "endedBy">,
): keyof Words["transitions"] {
  if (to === "running") return attempt === 1 ? "first_attempt" : "further_attempt";
  // An end whose author is not stored is told as an end, and as nobody's.
  if (to === "completed" && endedBy === undefined) return "ended";
  const isUnproven = source === "adapter_reconciler" && reconciliation?.decision === "attention_required";
  return isUnproven ? "unproven" : source;
}

function toldAbout(sentence: string, about: Failure["about"], words: Words["failureObjects"]): string {
  if (about === undefined) return sentence;
  const { collection = "", id = "", name = "", run, status } = about;
  if (run !== undefined) return `${fill(words.run, { run })}: ${sentence}`;
  const told = status === undefined ? sentence : `${sentence} ${fill(words.status, { status: String(status) })}`;
  if (collection === "" && id === "" && name === "") return told;
  const form = id !== "" && name !== "" && name !== id ? "policy" : id !== "" ? "policyById" : "policyByName";
  const object = id === "" && name === "" ? words.collection : words[form];
  return `${fill(object, { collection, id, name })}: ${told}`;
}

/** A step of a run's life in a few words. */
export const transitionLabelOf = (step: Transition, run: Pick<Run, "context" | "endedBy">, locale: Locale): string =>
  wordsOf(locale).transitions[transitionKeyOf(step, run)];

/** The numbers of a run with their names, in a fixed order; those it does not have are left out. */
export function countsOf(summaryCounts: Run["summaryCounts"], locale: Locale) {
  const { counts } = wordsOf(locale);
  return summaryCountKeys.flatMap((key) => {
    const value = summaryCounts[key];
    return value === undefined ? [] : [{ key, label: counts[key], value }];
  });
}

/** Which note tells how an end was decided that the run's own worker did not report; null for all others. */
export function reconciliationKeyOf({ context }: Pick<Run, "context">): keyof Words["reconciliation"] | null {
  const { reconciliation } = context;
  if (reconciliation === undefined) return null;
  const { source, adapter, decision, reasonCode } = reconciliation;
  if (source === "unknown") return source;
  if (decision === "attention_required") return "unproven";
  if (adapter !== null) {
    if (source === "operator_reconcile") return "proof_requested";
    return source === "failed_job_bridge" ? "proof_after_delivery" : "proof";
  }
  return closedBy.get(reasonCode) ?? null;
}

const closedBy: ReadonlyMap<string, keyof Words["reconciliation"]> = new Map([
  ["run.queue_failure_bridge", "delivery_failed"],
  ["queue.dispatch_failed", "not_queued"],
  ["run.stale_queued", "window_passed"],
  ["run.stale_running", "window_passed"],
  ["run.infrastructure_timeout_or_abandonment", "day_passed"],
]);

/** How an end was decided that the run's own worker did not report; null for all others. */
export function reconciliationNoteOf(run: Pick<Run, "context">, locale: Locale): string | null {
  const key = reconciliationKeyOf(run);
  return key === null ? null : wordsOf(locale).reconciliation[key];
}

/** What stays with every problem that was overdue when it was closed (spec 178, D-005); null for others. */
export const staleLineageNoteOf = (hasStaleLineage: boolean, locale: Locale): string | null =>
  hasStaleLineage ? wordsOf(locale).staleLineageNote : null;

/** Who started a run: a person's name as it was then, or the platform. */
export const initiatorOf = (run: Pick<Run, "initiator">, locale: Locale): { id: string; name: string } => {
  const { id, name } = run.initiator;
  return { id, name: isPlatformInitiated(run) ? wordsOf(locale).system : name };
};
