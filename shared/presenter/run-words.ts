import type { Role } from "../access/roles.ts";
import type { Eligibility } from "../derived/actions.ts";
import type { RunTruth } from "../derived/run-truth.ts";
import { isCancelReason } from "../run/cancelled.ts";
import { type Failure, isPlatformInitiated, isScheduled, type Run } from "../run/run.ts";
import { isActive, type RunStatus } from "../run/status.ts";
import { summaryCountKeys } from "../run/summary-counts.ts";
import type { Transition } from "../run/transitions.ts";
import type { Freshness, WaitingReason } from "../run/verdicts.ts";
import { counted } from "./counted.ts";
import { fill } from "./fill.ts";
import { type Locale, wordsOf } from "./locale.ts";
import type { Words } from "./locales/en.ts";

export const freshnessLabelOf = (freshness: Freshness, locale: Locale): string => wordsOf(locale).freshness[freshness];

/** Reasons that only say that a problem is open; its cause says more. */
const saysOpen: ReadonlySet<keyof Words["reasons"]> = new Set([
  "no_proof",
  "correlation_incomplete",
  "high_risk",
  "connection_disabled",
]);

/**
 * One line that explains the state of a run, with its instant: the concrete cause of an open problem, or what resolved
 * it. Null when there is nothing to explain.
 */
export function reasonOf(
  { freshness, actionability }: Pick<RunTruth, "freshness" | "actionability">,
  cause: { readonly text: string; readonly at: string | null } | null,
  staleSince: string | null,
  locale: Locale,
): { readonly text: string; readonly at: string | null } | null {
  const key = reasonKeyOf({ freshness, actionability });
  if (key === null) return null;
  if (cause !== null && saysOpen.has(key)) return { text: cause.text, at: cause.at };
  return { text: wordsOf(locale).reasons[key], at: key === "stale" ? staleSince : (actionability.since ?? null) };
}

/** The key of that line. */
export function reasonKeyOf({
  freshness,
  actionability: { reasonCode },
}: Pick<RunTruth, "freshness" | "actionability">): keyof Words["reasons"] | null {
  if (freshness === "likely_stale") return "stale";
  return reasonCode === "active" || reasonCode === "no_problem" ? null : reasonCode;
}

/** The key of the follow-up label. An active run has nothing to follow up, which must not read as reassurance. */
export function actionabilityKeyOf(
  runStatus: RunStatus,
  { freshness, actionability }: Pick<RunTruth, "freshness" | "actionability">,
): keyof Words["actionability"] {
  if (actionability.reasonCode === "cancelled") return "cancelled";
  if (actionability.reasonCode === "parts_follow_up") return "by_parts";
  if (!isActive(runStatus) || actionability.reasonCode === "newer_version") return actionability.status;
  return freshness === "likely_stale" ? "overdue" : "still_active";
}

/** The follow-up label of a run. */
export const actionabilityLabelOf = (
  runStatus: RunStatus,
  truth: Pick<RunTruth, "freshness" | "actionability">,
  locale: Locale,
): string => wordsOf(locale).actionability[actionabilityKeyOf(runStatus, truth)];

/** The available actions of a run, each with its consequence. */
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

/** The recommended next step. `able` is the first role that can take it, where the reader cannot. */
export function nextActionOf({ next }: Eligibility, able: Role | undefined, locale: Locale) {
  const { nextActions, who } = wordsOf(locale);
  const sentences = who[next.kind === "open_provider_connection" ? "connection" : "step"];
  const sentence = able === undefined || able === "readonly" ? null : sentences[able];
  return { kind: next.kind, label: nextActions[next.kind], related: next.related ?? null, who: sentence };
}

/** Why an active run has no worker and, where known, how many runs of its workspace are ahead. */
export function waitingLabelOf(reason: WaitingReason, ahead: number | undefined, locale: Locale): string {
  const { waiting, queuedBehind } = wordsOf(locale);
  if (ahead === undefined) return waiting[reason];
  return ahead === 0 ? queuedBehind.none : counted(queuedBehind, ahead, locale);
}

/**
 * Failures by code, each with its object. Stored messages have a fixed language and are never shown. Identical texts
 * are merged, with their count. `host`: who answered with the HTTP status of a failure, where it is known.
 */
export function failuresOf(failures: readonly Failure[], locale: Locale, host?: string): Failure[] {
  // Most runs have none, and a list has many runs.
  if (failures.length === 0) return [];
  const { failures: words, failureObjects } = wordsOf(locale);
  const known = new Map(Object.entries(words));
  const merged = new Map<string, Pick<Failure, "code" | "about"> & { readonly count: number }>();
  for (const { code, count = 1, about } of failures) {
    const message = withObject(known.get(code) ?? words.other, about, failureObjects, host);
    const entry = merged.get(message) ?? { code, about, count: 0 };
    merged.set(message, { ...entry, count: entry.count + count });
  }
  return [...merged].map(([message, { code, about, count }]) => ({
    code,
    message,
    ...(count > 1 && { count }),
    ...(about !== undefined && { about }),
  }));
}

/** The key of a transition's label. */
export function transitionKeyOf(
  { source, to, attempt }: Transition,
  { context: { reconciliation }, endedBy }: Pick<Run, "context" | "endedBy">,
): keyof Words["transitions"] {
  if (to === "running") return attempt === 1 ? "first_attempt" : "further_attempt";
  // An end without a stored author is shown without one.
  if (to === "completed" && endedBy === undefined) return "ended";
  const isUnproven = source === "adapter_reconciler" && reconciliation?.decision === "attention_required";
  return isUnproven ? "unproven" : source;
}

function withObject(
  sentence: string,
  about: Failure["about"],
  words: Words["failureObjects"],
  host: string | undefined,
): string {
  if (about === undefined) return sentence;
  const { collection = "", id = "", name = "", run, permission, status } = about;
  if (run !== undefined) return `${fill(words.run, { run })}: ${sentence}`;
  const cause = permission === undefined ? sentence : fill(words.permission, { permission });
  const answered = host === undefined ? words.status : words.answered;
  const message =
    status === undefined ? cause : `${cause} ${fill(answered, { host: host ?? "", status: String(status) })}`;
  if (collection === "" && id === "" && name === "") return message;
  if (collection === "") return `${fill(words.item, { name: name === "" ? id : name })}: ${message}`;
  const form = id !== "" && name !== "" && name !== id ? "policy" : id !== "" ? "policyById" : "policyByName";
  const object = id === "" && name === "" ? words.collection : words[form];
  return `${fill(object, { collection, id, name })}: ${message}`;
}

/** The label of a transition. */
export const transitionLabelOf = (step: Transition, run: Pick<Run, "context" | "endedBy">, locale: Locale): string =>
  wordsOf(locale).transitions[transitionKeyOf(step, run)];

/** What people decided about a run, oldest first: a request to stop it, and an acknowledgement with its note. */
export function decisionsOf({ cancelRequested, endedBy, completedAt, acknowledged }: Run, locale: Locale) {
  const { decisions } = wordsOf(locale);
  // A run that no worker had claimed ended with the request, which is then not stored apart.
  const stopped =
    cancelRequested ??
    (isCancelReason(endedBy?.reasonCode) && endedBy?.actor !== undefined && completedAt !== undefined
      ? { by: endedBy.actor, at: completedAt }
      : undefined);
  return [
    ...(stopped === undefined
      ? []
      : [
          {
            at: stopped.at,
            kind: "cancel_requested" as const,
            label: decisions.cancel_requested,
            by: stopped.by,
            note: null,
          },
        ]),
    ...(acknowledged === undefined
      ? []
      : [{ ...acknowledged, kind: "acknowledged" as const, label: decisions.acknowledged }]),
  ].toSorted((a, b) => (a.at < b.at ? -1 : 1));
}

/** The counts of a run with their names, in a fixed order; missing ones are omitted. */
export function countsOf(summaryCounts: Run["summaryCounts"], locale: Locale) {
  const { counts } = wordsOf(locale);
  return summaryCountKeys.flatMap((key) => {
    const value = summaryCounts[key];
    return value === undefined ? [] : [{ key, label: counts[key], value }];
  });
}

/** The key of the note on how an end was decided when the worker did not report it; null otherwise. */
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

/** The note on how an end was decided when the worker did not report it; null otherwise. */
export function reconciliationNoteOf(run: Pick<Run, "context">, locale: Locale): string | null {
  const key = reconciliationKeyOf(run);
  return key === null ? null : wordsOf(locale).reconciliation[key];
}

/** Permanent note for a problem that was overdue when it was closed (spec 178, D-005); null otherwise. */
export const staleLineageNoteOf = (hasStaleLineage: boolean, locale: Locale): string | null =>
  hasStaleLineage ? wordsOf(locale).staleLineageNote : null;

/** What started a run: the person's or schedule's name at that time, the person by a wave, or the platform. */
export const initiatorOf = (run: Pick<Run, "initiator">, locale: Locale): { id: string; name: string } => {
  const { id, name } = run.initiator;
  if (isScheduled(run)) return { id, name: fill(wordsOf(locale).scheduledBy, { name }) };
  if (run.initiator.waveId !== undefined) return { id, name: fill(wordsOf(locale).waves.startedBy, { name }) };
  return { id, name: isPlatformInitiated(run) ? wordsOf(locale).system : name };
};
