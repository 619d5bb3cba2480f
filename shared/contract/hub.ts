import * as z from "zod";
import { bulkItemsMax } from "../run/bulk.ts";
import { causeWindows } from "../run/cause-windows.ts";
import { repeatReasons, repeatVerdicts } from "../run/repeat-verdicts.ts";
import { runOutcomes, runStatuses } from "../run/status.ts";
import { attentionCauses, freshnessStates, problemClasses, tabs } from "../run/verdicts.ts";
import { appliedFilters, pageOf, pageQuery, polling } from "./lists.ts";
import { brokenPromises } from "./promises.ts";
import { state } from "./run-truth.ts";
import { externalReference, runAnswer } from "./runs.ts";
import { failingSchedules } from "./schedules.ts";
import { count, countedList, openWork, tab, unread } from "./tabs.ts";

const instant = z.iso.datetime();
const scopeFilter = z.string().min(1).max(80).optional();
const environmentFilter = z.strictObject({ environmentId: scopeFilter });

/** Filters of the hub; each is a filter token of the console and part of its address. */
export const hubFilters = {
  problemClass: z.enum(problemClasses).optional(),
  /** Why a run needs attention. */
  cause: z.enum(attentionCauses).optional(),
  /** One concrete cause, by the key that `GET …/operations/causes` names. */
  causeKey: z
    .string()
    .regex(/^[0-9a-f]{16}$/, "must be the key of a cause")
    .optional(),
  /** Words that a run must contain: in its id, operation, environment, initiator or cause. */
  text: z.string().trim().min(1).max(100).optional(),
  /** The reference that a run was started with, exactly. */
  externalReference: externalReference.optional(),
  environmentId: scopeFilter,
  type: z.string().min(1).max(80).optional(),
  status: z.enum(runStatuses).optional(),
  /** `cancelled` is a failure that a person asked for; `failed` is every other one. */
  outcome: z.enum([...runOutcomes, "cancelled"]).optional(),
  freshness: z.enum(freshnessStates).optional(),
  reconciled: z.enum(["true", "false"]).optional(),
  initiator: z.string().min(1).max(255).optional(),
  /** Runs created at or after `from` and before `to`. */
  from: instant.optional(),
  to: instant.optional(),
} as const;

/** Query of the hub's list. */
export const hubQuery = pageQuery.extend({
  tab: tab.default("all"),
  ...hubFilters,
  /**
   * `folded` leaves targets of waves that are at work or succeeded out of the list of all runs, because the wave's own row
   * stands for them. Counts still count them. Every other tab or filter lists them, as the wave may not be in its list.
   */
  waves: z.enum(["folded"]).optional(),
});

/**
 * `tab=needs_attention` lists issues: the newest open problem of each line; `issue` says how many runs it stands for.
 */
export const runPage = pageOf(runAnswer).extend({ unread });

/** The most urgent run, with what is known about it; null when nothing needs attention. */
const decision = z.strictObject({
  run: runAnswer,
  /** The consequence of taking no action. */
  impact: z.string().min(1),
  /** What is proven about its result, and what is not. */
  proof: z.string().min(1),
});

/** Summary of the hub. Every number equals the list of its tab, for this caller and filter. */
export const summary = z.strictObject({
  counts: z.record(z.enum(tabs), count),
  decision: decision.nullable(),
  /** Set when nothing needs attention and everything was read; null otherwise. */
  calm: z.string().nullable(),
  /** Where no run needs attention: promises, schedules and decisions of the caller that do, in words; null otherwise. */
  beside: z.string().nullable(),
  unread,
  stats: z.strictObject({
    ...openWork,
    total30Days: count,
    problems7Days: count,
    /** Of runs that ended within seven days; null without any. */
    averageSeconds7Days: z.int().min(0).nullable(),
  }),
  appliedFilters,
  polling,
  checkedAt: instant,
});
export const summaryQuery = z.strictObject(hubFilters);

const whole = z.int().min(0);

/** The span in which the listed runs were created, and what was found in it, in one sentence. */
const causeWindow = z.strictObject({
  name: z.enum(causeWindows),
  from: instant,
  to: instant,
  headline: z.string().min(1),
});

/** Everything open for one concrete reason, such as all that one connection blocks. */
export const causeGroup = z.strictObject({
  /** Opaque; equal for the same cause over time. */
  key: z.string(),
  cause: z.enum(attentionCauses),
  /** The concrete cause, and its instant if it has one. */
  text: z.string().min(1),
  at: instant.nullable(),
  state,
  /** False while a connection disabled by its owner blocks these runs: a decision was made, and nothing is open. */
  isOpen: z.boolean(),
  /** How to handle it. */
  guidance: z.string().min(1),
  /** At most five of them; `environmentCount` has them all. */
  environments: z.array(z.strictObject({ id: z.string(), name: z.string() })).max(5),
  environmentCount: z.int().min(0),
  /** Labels of the operations, at most five. */
  operations: z.array(z.string()).max(5),
  /** The issues, each counting repeats once, with their list. */
  count: countedList,
  /** The runs behind them. */
  runs: count,
  /** Creation of its first and last run. */
  since: instant,
  latest: instant,
  /** A recent run of this cause; its `nextAction` and `actions` apply to the others alike. */
  newest: runAnswer,
});
/** Open work by concrete cause: the most urgent first, then the one with most issues. */
export const causes = z.strictObject({
  groups: z.array(causeGroup).max(50),
  /** All causes, including those beyond `groups`. */
  causeCount: count,
  /** Broken promises, which are issues without a run; null when none is broken. */
  promises: brokenPromises.nullable(),
  /** Schedules that need a person; null when none does. */
  schedules: failingSchedules.nullable(),
  /** All issues. */
  total: countedList,
  calm: z.string().nullable(),
  unread,
  /** The window of the query; null when everything open is listed. */
  window: causeWindow.nullable(),
  appliedFilters,
  polling,
  checkedAt: instant,
});
export const causesQuery = environmentFilter.extend({ window: z.enum(causeWindows).optional() });

/** One run of a cause, and what running it again would be. */
const causeMember = z.strictObject({
  runId: z.string(),
  type: z.string(),
  label: z.string(),
  environmentId: z.string().nullable(),
  environmentName: z.string().nullable(),
  createdAt: instant,
  state,
  verdict: z.enum(repeatVerdicts),
  verdictLabel: z.string(),
  /** Why, in one sentence, with its stable code. */
  reason: z.strictObject({ code: z.enum(repeatReasons), text: z.string().min(1) }),
  /** What shows that the work is done, or under way, as far as the caller may see it. */
  proof: z.strictObject({ type: z.string(), id: z.string() }).nullable(),
});

/**
 * The dry run of running a cause again: each of its failures with what a repetition would be. It changes nothing. A bulk
 * action over `runIds` carries the decision out, and sorts each run again when its turn comes.
 */
export const causeDryRun = z.strictObject({
  /** Null when nothing of the cause is open any more, and proof only shows what is already true. */
  group: causeGroup.nullable(),
  window: causeWindow.nullable(),
  counts: z.strictObject({ total: whole, alreadyTrue: whole, needed: whole, needsPerson: whole }),
  /** True when the cause has more runs than are listed, or not everything was read. */
  capped: z.boolean(),
  /** Newest first, repeats of the same work once. */
  items: z.array(causeMember).max(bulkItemsMax),
  unread,
  appliedFilters,
  checkedAt: instant,
});

/** Active work, one line each, for the top of every page: at most three, the rest behind `list`. */
export const activity = z.strictObject({
  items: z.array(runAnswer).max(3),
  active: countedList,
  appliedFilters,
  polling,
  checkedAt: instant,
});
export const activityQuery = environmentFilter;

const percentiles = z.strictObject({ p50: z.int().min(0), p95: z.int().min(0) });

/** Hourly metrics, oldest first; the last hour is incomplete. Whole seconds. */
export const metrics = z.strictObject({
  hours: z.array(
    z.strictObject({
      /** Start of the hour. */
      hour: instant,
      isRunning: z.boolean(),
      succeeded: z.int().min(0),
      partially_succeeded: z.int().min(0),
      blocked: z.int().min(0),
      failed: z.int().min(0),
      cancelled: z.int().min(0),
      /** Of runs that began in this hour; null without any. */
      waitedSeconds: percentiles.nullable(),
      /** Of runs that ended in this hour; null without any. */
      ranSeconds: percentiles.nullable(),
    }),
  ),
  oldestWaiting: z.strictObject({ run: runAnswer, seconds: z.int().min(0) }).nullable(),
  /** True when the limit of runs per answer was reached; the oldest hours are then missing. */
  capped: z.boolean(),
  appliedFilters,
  polling,
  checkedAt: instant,
});
export const metricsQuery = environmentFilter.extend({
  hours: z
    .string()
    .regex(/^[1-9]\d?$/, "must be a whole number from 1 to 72")
    .transform(Number)
    .pipe(z.int().min(1).max(72))
    .default(24),
});
