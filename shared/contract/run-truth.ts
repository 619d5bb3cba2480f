import * as z from "zod";
import { relatedRef } from "../run/run.ts";
import {
  actionabilityStatuses,
  freshnessStates,
  nextActionKinds,
  problemClasses,
  remedyKinds,
  runActions,
  tones,
  waitingReasons,
} from "../run/verdicts.ts";

const instant = z.iso.datetime();
const sentence = z.string().min(1);

export const tone = z.enum(tones);

/** The single badge of a resource: a label and its tone. */
export const state = z.strictObject({ label: z.string(), tone });

/** Whether an ended problem still needs follow-up; derived on every read, never stored (spec 367). */
export const actionabilityAnswer = z.strictObject({
  status: z.enum(actionabilityStatuses),
  label: z.string(),
  /** True only for `actionable` and `requires_manual_review`. */
  isCurrentFollowUp: z.boolean(),
  /** The reason for this verdict: `later_success`, `provider_current_state`, `high_risk`, `unknown_type`, … */
  reasonCode: z.string(),
  /** The later run of the same work that succeeded. */
  supersedingRunId: z.string().optional(),
  /** The stored record that proves the problem resolved. Omitted when the caller may not see it. */
  resolvingRelated: relatedRef.optional(),
  evaluatedAt: instant,
});

/** One line that explains the state of a run, and its instant, if any, to be formatted by the client. */
export const reasonLine = z.strictObject({ text: sentence, at: instant.nullable() });

/** What removes a cause at once, with its result stated before it is executed. */
const remedy = z.strictObject({ kind: z.enum(remedyKinds), label: z.string(), consequence: sentence });

/**
 * The concrete cause of a problem. `related` is the record to fix, if any; `remedy` is null where the caller may not
 * take it, and where the cause is gone.
 */
export const causeLine = reasonLine.extend({ related: relatedRef.nullable(), remedy: remedy.nullable() });

/** An action this caller may take on a run now; it is checked again when executed. */
export const actionAnswer = z.strictObject({
  action: z.enum(runActions),
  label: z.string(),
  /** The result of the action, stated before it is executed. */
  consequence: sentence,
  requiresNote: z.boolean(),
  /** At most one action of a run is primary. */
  isPrimary: z.boolean(),
});

/** The recommended next step. `related` is the record to open, if any. */
export const nextAction = z.strictObject({
  kind: z.enum(nextActionKinds),
  label: z.string(),
  related: relatedRef.nullable(),
  /** Who can take it, when the caller cannot; null when the caller can. */
  who: sentence.nullable(),
});

/**
 * Why an active run has no worker, and how many runs of its workspace and lane are ahead. `ahead` is null where the
 * caller does not see the whole workspace, and where the queue was not read. `until` is the end of a wait between two
 * parts, such as for the provider; null where the run waits for its queue.
 */
export const waiting = z.strictObject({
  reason: z.enum(waitingReasons),
  label: z.string(),
  ahead: z.int().min(0).nullable(),
  until: instant.nullable(),
});

/** Who acknowledged a problem that no later success can resolve, and why. */
export const acknowledgement = z.strictObject({ by: z.string(), at: instant, note: z.string() });

export const explanationTopics = ["freshness", "problem_class", "actionability", "attention"] as const;
/** A sentence with its references: an instant, another run of the same scope, or a record the reader may see. */
const said = z.strictObject({
  code: z.string(),
  text: sentence,
  at: instant.optional(),
  runId: z.string().optional(),
  related: relatedRef.optional(),
});

/**
 * Explains one verdict about a run: facts, rule, verdict, and what would change it. `attention` also explains
 * absence: why a failed run does not need attention.
 */
export const explanation = z.strictObject({
  topic: z.enum(explanationTopics),
  label: z.string(),
  facts: z.array(said),
  rule: said,
  verdict: said,
  wouldChange: z.array(said),
});

/** What to know first on a run's page; its banner is the only one on the page. */
export const decisionZone = z.strictObject({
  freshnessState: z.enum(freshnessStates),
  problemClass: z.enum(problemClasses),
  isCurrentlyActive: z.boolean(),
  isReconciled: z.boolean(),
  /** Permanent for a run that was closed for its age. */
  staleLineageNote: z.string().nullable(),
  banner: z.strictObject({ tone, text: sentence }),
  primaryNextAction: nextAction,
});
