import * as z from "zod";
import { relatedRef } from "../run/run.ts";
import {
  actionabilityStatuses,
  freshnessStates,
  nextActionKinds,
  problemClasses,
  runActions,
  tones,
  waitingReasons,
} from "../run/verdicts.ts";

const instant = z.iso.datetime();
const sentence = z.string().min(1);

export const tone = z.enum(tones);

/** The one badge of a thing: a word, and how it is meant. */
export const state = z.strictObject({ label: z.string(), tone });

/** Whether an ended problem still needs a person; worked out when it is asked for, never stored (spec 367). */
export const actionabilityAnswer = z.strictObject({
  status: z.enum(actionabilityStatuses),
  label: z.string(),
  /** True for `actionable` and `requires_manual_review` alone. */
  isCurrentFollowUp: z.boolean(),
  /** Why this verdict and not another: `later_success`, `provider_current_state`, `high_risk`, `unknown_type`, … */
  reasonCode: z.string(),
  /** The run that came later, for the same work, and succeeded. */
  supersedingRunId: z.string().optional(),
  /** What is stored now and shows that the problem is gone. Left out when the caller may not see it. */
  resolvingRelated: relatedRef.optional(),
  evaluatedAt: instant,
});

/** One line that says why a run stands where it stands, and the instant it speaks of, if any, for the reader's clock. */
export const reasonLine = z.strictObject({ text: sentence, at: instant.nullable() });

/** Something this caller may do with a run now; whoever carries it out checks again. */
export const actionAnswer = z.strictObject({
  action: z.enum(runActions),
  label: z.string(),
  /** What will have happened afterwards, said before it is done. */
  consequence: sentence,
  requiresNote: z.boolean(),
  /** At most one action of a run is. */
  isPrimary: z.boolean(),
});

/** The one thing to do next. `related` is what to open, where something is to be opened. */
export const nextAction = z.strictObject({
  kind: z.enum(nextActionKinds),
  label: z.string(),
  related: relatedRef.nullable(),
});

/**
 * Why an active run has not begun, and how many runs of its workspace and lane were accepted before it and have not
 * ended. `ahead` is null where the reader does not see the whole workspace, and where the queue was not looked at.
 */
export const waiting = z.strictObject({
  reason: z.enum(waitingReasons),
  label: z.string(),
  ahead: z.int().min(0).nullable(),
});

/** Who has dealt with a problem that no later success can speak for, and why it needs nobody any more. */
export const acknowledgement = z.strictObject({ by: z.string(), at: instant, note: z.string() });

export const explanationTopics = ["freshness", "problem_class", "actionability", "attention"] as const;
/** A sentence with what it speaks of: the instant, another run of the same scope, or a record the reader may see. */
const said = z.strictObject({
  code: z.string(),
  text: sentence,
  at: instant.optional(),
  runId: z.string().optional(),
  related: relatedRef.optional(),
});

/**
 * Why one verdict about a run is what it is: these facts, by this rule, give this verdict; and what would change it.
 * `attention` also explains absence: why a run that failed is not among those that need a person.
 */
export const explanation = z.strictObject({
  topic: z.enum(explanationTopics),
  label: z.string(),
  facts: z.array(said),
  rule: said,
  verdict: said,
  wouldChange: z.array(said),
});

/** What a reader of a run's page has to know first; its banner is the only one on the page. */
export const decisionZone = z.strictObject({
  freshnessState: z.enum(freshnessStates),
  problemClass: z.enum(problemClasses),
  isCurrentlyActive: z.boolean(),
  isReconciled: z.boolean(),
  /** Kept for ever on a run that was closed for its silence. */
  staleLineageNote: z.string().nullable(),
  banner: z.strictObject({ tone, text: sentence }),
  primaryNextAction: nextAction,
});
