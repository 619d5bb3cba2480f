import * as z from "zod";
import { runOutcomes, runStatuses } from "../run/status.ts";
import { attentionCauses, freshnessStates, problemClasses, tabs } from "../run/verdicts.ts";
import { pageOf, pageQuery, polling } from "./lists.ts";
import { runAnswer } from "./runs.ts";
import { count, countedList, openWork, tab, unread } from "./tabs.ts";

const instant = z.iso.datetime();
const scopeFilter = z.string().min(1).max(80).optional();
const environmentFilter = z.strictObject({ environmentId: scopeFilter });

/** What the hub's list may be asked for; each is a token of the console's filter and stands in its address. */
export const hubQuery = pageQuery.extend({
  tab: tab.default("all"),
  problemClass: z.enum(problemClasses).optional(),
  /** Why a run needs a person. */
  cause: z.enum(attentionCauses).optional(),
  environmentId: scopeFilter,
  type: z.string().min(1).max(80).optional(),
  status: z.enum(runStatuses).optional(),
  outcome: z.enum(runOutcomes).optional(),
  freshness: z.enum(freshnessStates).optional(),
  reconciled: z.enum(["true", "false"]).optional(),
  initiator: z.string().min(1).max(255).optional(),
  /** Runs created at or after, and before, these instants. */
  from: instant.optional(),
  to: instant.optional(),
});

/** `tab=needs_attention` lists issues: of the open problems of the same work the newest, with `issue` saying how many. */
export const runPage = pageOf(runAnswer).extend({ unread });

/** The run that most needs somebody, and what is known about it; null when nothing does. */
const decision = z.strictObject({
  run: runAnswer,
  /** What stays undone while nobody acts. */
  impact: z.string().min(1),
  /** What is proven about its result, and what is not. */
  proof: z.string().min(1),
});

/** The hub at a glance. Every number is that of the list of its tab, for this caller and environment. */
export const summary = z.strictObject({
  counts: z.record(z.enum(tabs), count),
  decision: decision.nullable(),
  /** Said when nothing needs attention and everything was read; null otherwise. */
  calm: z.string().nullable(),
  unread,
  stats: z.strictObject({
    ...openWork,
    total30Days: count,
    problems7Days: count,
    /** Of runs that ended within seven days; null when none did. */
    averageSeconds7Days: z.int().min(0).nullable(),
  }),
  polling,
  checkedAt: instant,
});
export const summaryQuery = environmentFilter;

/** Active work in one line each, for the top of every page: at most three, the others behind `list`. */
export const activity = z.strictObject({
  items: z.array(runAnswer).max(3),
  active: countedList,
  polling,
  checkedAt: instant,
});
export const activityQuery = environmentFilter;

const percentiles = z.strictObject({ p50: z.int().min(0), p95: z.int().min(0) });

/** How work has gone, hour by hour, oldest first; the last hour is still running. Seconds are whole. */
export const metrics = z.strictObject({
  hours: z.array(
    z.strictObject({
      /** The instant the hour began. */
      hour: instant,
      isRunning: z.boolean(),
      succeeded: z.int().min(0),
      partially_succeeded: z.int().min(0),
      blocked: z.int().min(0),
      failed: z.int().min(0),
      /** Of runs that began in this hour; null when none did. */
      waitedSeconds: percentiles.nullable(),
      /** Of runs that ended in this hour; null when none did. */
      ranSeconds: percentiles.nullable(),
    }),
  ),
  oldestWaiting: z.strictObject({ run: runAnswer, seconds: z.int().min(0) }).nullable(),
  /** True when there were more runs than one answer looks at: then the oldest hours are missing. */
  capped: z.boolean(),
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
