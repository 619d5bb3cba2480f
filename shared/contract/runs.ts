import * as z from "zod";
import { endSources, failure, initiator, relatedRef } from "../run/run.ts";
import { runOutcomes, runStatuses } from "../run/status.ts";
import { pageOf, pageQuery } from "./lists.ts";

const instant = z.iso.datetime();
const seconds = z.int().min(0);

/** One run as a list shows it. Codes never change with the language; `label` is in the language of the answer. */
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
  freshness: z.enum(["fresh_active", "likely_stale", "reconciled_failed", "terminal_normal", "unknown"]),
  /** From its creation until work began, or until now, or until it ended without work. */
  waitedSeconds: seconds,
  /** From the first attempt until the end, or until now; null when no work has begun. */
  ranSeconds: seconds.nullable(),
  summaryCounts: z.record(z.string(), z.int()),
  failures: z.array(failure),
  /** What the run made, or what proved how it ended. */
  related: relatedRef.nullable(),
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
});

export const runDetail = runAnswer.extend({
  transitions: z.array(transitionAnswer),
  /** What the run carries for those who look for a cause; null without `operations.diagnostics`. */
  context: z.record(z.string(), z.unknown()).nullable(),
  polling: z.strictObject({ intervalSeconds: z.literal(10).nullable() }),
  checkedAt: instant,
});
export type RunDetail = z.infer<typeof runDetail>;

export const runPage = pageOf(runAnswer);
export const runsQuery = pageQuery.extend({ environmentId: z.string().min(1).max(80).optional() });

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
