import * as z from "zod";
import { phaseKeys } from "../run/phases.ts";
import { endSources, failure, initiator, relatedRef } from "../run/run.ts";
import { runOutcomes, runStatuses } from "../run/status.ts";
import { summaryCountKeys } from "../run/summary-counts.ts";
import { freshnessStates, problemClasses } from "../run/verdicts.ts";
import { polling } from "./lists.ts";
import {
  acknowledgement,
  actionAnswer,
  actionabilityAnswer,
  decisionZone,
  explanation,
  nextAction,
  reasonLine,
  state,
  waiting,
} from "./run-truth.ts";
import { count as openCount } from "./tabs.ts";

const instant = z.iso.datetime();
const count = z.int().min(0);
const seconds = count;

/** How far an active run is. `percent` is there for `counted` alone; an ended or a stale run shows none. */
const progress = z.strictObject({
  kind: z.enum(["none", "activity", "counted", "phased", "composite"]),
  label: z.string(),
  processed: count.optional(),
  total: z.int().min(1).optional(),
  percent: z.int().min(0).max(100).optional(),
  phase: z.enum(phaseKeys).optional(),
});

const duration = z.strictObject({
  /** Since the run started, or since it was created while it waits; its total once it has ended. */
  elapsedSeconds: seconds.nullable(),
  /** What its type usually takes; null for a type that nobody knows. */
  expectedSeconds: seconds.nullable(),
  insight: z.enum(["neutral", "longer_than_usual", "past_window", "total", "never_started"]),
  label: z.string(),
});

/** One run as a list shows it. Codes never change with the language; labels and the headline are in it. */
export const runAnswer = z.strictObject({
  id: z.string(),
  type: z.string(),
  label: z.string(),
  workspaceId: z.string(),
  /** Null for what belongs to the workspace as a whole. */
  environmentId: z.string().nullable(),
  environmentName: z.string().nullable(),
  status: z.enum(runStatuses),
  outcome: z.enum(runOutcomes),
  initiator,
  createdAt: instant,
  startedAt: instant.nullable(),
  completedAt: instant.nullable(),
  /** How far the last word of this run can be trusted; worked out when it was asked for, never stored. */
  freshness: z.enum(freshnessStates),
  /** Active and overdue, or ended as a problem; a run is never both. */
  problemClass: z.enum(problemClasses),
  /** Its end was decided by what is stored, not by its own worker; also true for a success. */
  isReconciled: z.boolean(),
  /** It was overdue when it was closed; stays true for ever. */
  staleLineage: z.boolean(),
  progress,
  duration,
  /** One sentence about the run as it is now. */
  headline: z.string().min(1),
  /** From its creation until work began, or until now, or until it ended without work. */
  waitedSeconds: seconds,
  /** From the first attempt until the end, or until now; null when no work has begun. */
  ranSeconds: seconds.nullable(),
  summaryCounts: z.record(z.string(), z.int()),
  /** What went wrong, by code; `message` is in the language of the answer. */
  failures: z.array(failure),
  /** What the run made, or what proved how it ended. */
  related: relatedRef.nullable(),
  /** The badge: history stays what it was, and is neutral once nobody needs to act on it. */
  state,
  freshnessLabel: z.string(),
  /** Late, or ended as a problem that is not shown to be solved: somebody should look. */
  needsAttention: z.boolean(),
  /** Whether an ended problem still needs a person; beside the history above, never instead of it. */
  actionability: actionabilityAnswer,
  /** Why it stands where it stands, in one line; null for plain work. */
  reason: reasonLine.nullable(),
  nextAction,
  actions: z.array(actionAnswer),
  /** Why work has not begun or not gone on; null otherwise, and for a stale run: a place in a queue would reassure. */
  waiting: waiting.nullable(),
  /** Somebody asked for it to be stopped, and it has not ended yet. */
  isCancelRequested: z.boolean(),
  acknowledgement: acknowledgement.nullable(),
  /**
   * Of the newest open problem of some work, on lists of what needs attention: how many of its runs are open, and
   * since when the first of them. Null elsewhere.
   */
  issue: z.strictObject({ runs: openCount, since: instant }).nullable(),
});
export type RunAnswer = z.infer<typeof runAnswer>;

/** One step of a run's life, oldest first: its audit trail. */
export const transitionAnswer = z.strictObject({
  at: instant,
  from: z.enum(runStatuses).nullable(),
  to: z.enum(runStatuses),
  outcome: z.enum(runOutcomes),
  source: z.enum([...endSources, "start"]),
  attempt: z.int().optional(),
  reasonCode: z.string().optional(),
  actor: z.string().optional(),
  label: z.string(),
});

export const runDetail = runAnswer.extend({
  decisionZone,
  explanation: z.array(explanation),
  transitions: z.array(transitionAnswer),
  counts: z.array(z.strictObject({ key: z.enum(summaryCountKeys), label: z.string(), value: z.int().min(0) })),
  /** How its end was decided, when its own worker did not decide it. */
  reconciliationNote: z.string().nullable(),
  /** The run that this one repeats. */
  repeats: z.string().nullable(),
  /** What the run carries for those who look for a cause; null without `operations.diagnostics`. */
  context: z.record(z.string(), z.unknown()).nullable(),
  polling,
  checkedAt: instant,
});
export type RunDetail = z.infer<typeof runDetail>;

/** What starts an operation. `input` is checked against the type's own schema, which the catalog shows. */
export const startRequest = z.strictObject({
  type: z.string().min(1).max(80),
  environmentId: z.string().min(1).max(80),
  input: z.record(z.string(), z.unknown()).default({}),
});

/** A start that made a run, found the same one active, or repeats the answer to a key. */
const startedRun = z.strictObject({ result: z.enum(["already_running", "replayed"]), run: runAnswer });
export const queuedAnswer = z.strictObject({ result: z.literal("queued"), run: runAnswer });
/** Nothing was started: what the run would have made is there. */
const availableAnswer = z.strictObject({
  result: z.literal("already_available"),
  related: relatedRef,
  run: z.null(),
});
export const startedAnswer = z.union([startedRun, availableAnswer]);

/** What came of asking for proof. Only `reconciled` has changed the run. */
export const reconcileAnswer = z.strictObject({
  result: z.enum(["reconciled", "no_proof", "still_running", "already_terminal", "unsupported"]),
  run: runAnswer,
});
