import * as z from "zod";
import { attemptEnds } from "../run/attempts.ts";
import { phaseKeys } from "../run/phases.ts";
import { endSources, externalReferenceCharactersMax, failure, initiator, relatedRef } from "../run/run.ts";
import { runOutcomes, runStatuses } from "../run/status.ts";
import { summaryCountKeys } from "../run/summary-counts.ts";
import { freshnessStates, problemClasses } from "../run/verdicts.ts";
import { polling } from "./lists.ts";
import {
  acknowledgement,
  actionAnswer,
  actionabilityAnswer,
  causeLine,
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

/** The caller's own reference, such as a ticket number: stored with the run, and repeated in answers and events. */
export const externalReference = z.string().trim().min(1).max(externalReferenceCharactersMax);

/** Progress of an active run. `percent` is set only for `counted`; ended and stale runs have none. */
const progress = z.strictObject({
  kind: z.enum(["none", "activity", "counted", "phased", "composite"]),
  label: z.string(),
  processed: count.optional(),
  total: z.int().min(1).optional(),
  percent: z.int().min(0).max(100).optional(),
  phase: z.enum(phaseKeys).optional(),
});

const duration = z.strictObject({
  /** Since the run started, or since creation while it is queued; the total once it has ended. */
  elapsedSeconds: seconds.nullable(),
  /** The expected run time of its type; null for an unknown type. */
  expectedSeconds: seconds.nullable(),
  insight: z.enum(["neutral", "longer_than_usual", "past_window", "total", "never_started"]),
  label: z.string(),
});

/** One run in a list. Codes are independent of the language; labels and the headline are localized. */
export const runAnswer = z.strictObject({
  id: z.string(),
  type: z.string(),
  label: z.string(),
  workspaceId: z.string(),
  /** Null for workspace-level resources. */
  environmentId: z.string().nullable(),
  environmentName: z.string().nullable(),
  status: z.enum(runStatuses),
  outcome: z.enum(runOutcomes),
  initiator,
  /** The reference that the run was started with, such as a ticket number. */
  externalReference: z.string().nullable(),
  createdAt: instant,
  startedAt: instant.nullable(),
  completedAt: instant.nullable(),
  /** Freshness of the run; derived on every read, never stored. */
  freshness: z.enum(freshnessStates),
  /** Active and overdue, or ended as a problem; never both. */
  problemClass: z.enum(problemClasses),
  /** Its end was decided by stored proof, not by its worker; also true for a success. */
  isReconciled: z.boolean(),
  /** It was overdue when it was closed; permanent. */
  staleLineage: z.boolean(),
  progress,
  duration,
  /** One sentence about the current state of the run. */
  headline: z.string().min(1),
  /** From creation until the first attempt, until now, or until it ended without one. */
  waitedSeconds: seconds,
  /** From the first attempt until the end or until now; null before the first attempt. */
  ranSeconds: seconds.nullable(),
  summaryCounts: z.record(z.string(), z.int()),
  /** Failures by code; `message` is localized. */
  failures: z.array(failure),
  /** The record that the run made, or that proved how it ended. */
  related: relatedRef.nullable(),
  /** The badge: an outcome never changes, but is neutral once no follow-up is needed. */
  state,
  freshnessLabel: z.string(),
  /** Overdue, or ended as a problem that is not resolved. */
  needsAttention: z.boolean(),
  /** Whether an ended problem still needs follow-up; independent of its outcome. */
  actionability: actionabilityAnswer,
  /** One line that explains the state of the run; null when there is nothing to explain. */
  reason: reasonLine.nullable(),
  /** Why an ended problem ended so, and the record it is about; null for any other run. */
  cause: causeLine.nullable(),
  nextAction,
  actions: z.array(actionAnswer),
  /**
   * Why work has not begun or not continued; null otherwise and for stale runs, where a queue position would be
   * misleading.
   */
  waiting: waiting.nullable(),
  /** Cancellation was requested, and the run has not ended yet. */
  isCancelRequested: z.boolean(),
  acknowledgement: acknowledgement.nullable(),
  /**
   * On lists of issues, for the newest open problem of a line: number of its open runs and the start of the first.
   * Null elsewhere.
   */
  issue: z.strictObject({ runs: openCount, since: instant }).nullable(),
  /** The wave that started it in one of its targets; null for other runs, and for readers who may not see the wave. */
  waveId: z.string().nullable(),
});
export type RunAnswer = z.infer<typeof runAnswer>;

/** One transition of a run, oldest first: its audit trail. */
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

/** One attempt of a run, the first one first. */
export const attemptAnswer = z.strictObject({
  number: z.int().min(1),
  startedAt: instant,
  /** Null while it runs. An attempt that reported nothing ended at this instant at the latest. */
  endedAt: instant.nullable(),
  end: z.enum(attemptEnds),
  /** What it came to, in one sentence. */
  label: z.string().min(1),
});

/** A decision of a person about a run, with the time it was made. */
export const decisionAnswer = z.strictObject({
  at: instant,
  kind: z.enum(["cancel_requested", "acknowledged"]),
  label: z.string(),
  by: z.string(),
  note: z.string().nullable(),
});

/** Another run of the same work: same environment, operation and object. */
const sameWorkRun = z.strictObject({
  id: z.string(),
  createdAt: instant,
  state,
  headline: z.string().min(1),
  initiator,
});

export const runDetail = runAnswer.extend({
  decisionZone,
  explanation: z.array(explanation),
  transitions: z.array(transitionAnswer),
  attempts: z.array(attemptAnswer),
  /**
   * What the log lines of the run carry besides its id: the trace of the invocation that ended it as a problem, and the
   * queue's message. Null without `operations.diagnostics`.
   */
  logReference: z.strictObject({ traceId: z.string().nullable(), messageId: z.string().nullable() }).nullable(),
  /** What people decided about it, oldest first. */
  decisions: z.array(decisionAnswer),
  /** Other runs of the same work before and after it, newest first; empty for work without a recorded object. */
  sameWork: z.array(sameWorkRun).max(10),
  counts: z.array(z.strictObject({ key: z.enum(summaryCountKeys), label: z.string(), value: z.int().min(0) })),
  /** How its end was decided, when its worker did not report it. */
  reconciliationNote: z.string().nullable(),
  /** The run that this one repeats. */
  repeats: z.string().nullable(),
  /** Diagnostic context; null without `operations.diagnostics`. */
  context: z.record(z.string(), z.unknown()).nullable(),
  polling,
  checkedAt: instant,
});
export type RunDetail = z.infer<typeof runDetail>;

/** Starts an operation. `input` is validated against the type's own schema from the catalog. */
export const startRequest = z.strictObject({
  type: z.string().min(1).max(80),
  environmentId: z.string().min(1).max(80),
  input: z.record(z.string(), z.unknown()).default({}),
  externalReference: externalReference.optional(),
});

/** The start returned an active run of the same work, or replayed the response of its idempotency key. */
const startedRun = z.strictObject({ result: z.enum(["already_running", "replayed"]), run: runAnswer });
export const queuedAnswer = z.strictObject({ result: z.literal("queued"), run: runAnswer });
/** No run was started: the requested record already exists. */
const availableAnswer = z.strictObject({
  result: z.literal("already_available"),
  related: relatedRef,
  run: z.null(),
});
export const startedAnswer = z.union([startedRun, availableAnswer]);

/** Result of a reconciliation request. Only `reconciled` has changed the run. */
export const reconcileAnswer = z.strictObject({
  result: z.enum(["reconciled", "no_proof", "still_running", "already_terminal", "unsupported"]),
  run: runAnswer,
});
