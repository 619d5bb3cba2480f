import * as z from "zod";
import { relatedRef } from "../run/run.ts";
import { attentionCauses } from "../run/verdicts.ts";
import { appliedFilters, polling } from "./lists.ts";
import { brokenPromises } from "./promises.ts";
import { state } from "./run-truth.ts";
import { runAnswer } from "./runs.ts";
import { failingSchedules } from "./schedules.ts";
import { countedList, openWork, unread } from "./tabs.ts";

const instant = z.iso.datetime();

/**
 * One workspace at a glance: whether and where something is wrong. Excludes environments that the caller may not see.
 */
export const overview = z.strictObject({
  ...openWork,
  /** The worst state of its parts. */
  state,
  headline: z.string().min(1),
  unread,
  environments: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      state,
      /** A connection that lets no work succeed, where nothing else is open; null without one. */
      trouble: z.strictObject({ text: z.string().min(1), related: relatedRef.nullable() }).nullable(),
      ...openWork,
    }),
  ),
  /** The most urgent runs, at most five; the numbers link to the rest. */
  attention: z.array(runAnswer).max(5),
  /** Null when none is broken. */
  promises: brokenPromises.nullable(),
  /** Schedules that need a person; null when none does. */
  schedules: failingSchedules.nullable(),
  recent: z.array(runAnswer).max(10),
  polling,
  checkedAt: instant,
});

/** One environment at a glance. */
export const dashboard = z.strictObject({
  environment: z.strictObject({ id: z.string(), name: z.string(), isArchived: z.boolean() }),
  ...openWork,
  state,
  headline: z.string().min(1),
  unread,
  /** One to three runs that need attention; history is excluded. */
  attention: z.array(runAnswer).max(3),
  /** Broken promises of this environment; null without one. */
  promises: brokenPromises.nullable(),
  /** Schedules that need a person; null when none does. */
  schedules: failingSchedules.nullable(),
  activeRuns: z.array(runAnswer).max(3),
  recent: z.array(runAnswer).max(10),
  /** Whether the baseline comparison needs attention, by the same verdicts as everywhere. */
  baseline: z.strictObject({ state, text: z.string().min(1), run: runAnswer.nullable() }),
  polling,
  checkedAt: instant,
});

/** Open issues grouped by cause, the most urgent first; no cause crowds out another. */
export const inbox = z.strictObject({
  section: z.literal("stale_operations"),
  groups: z.array(
    z.strictObject({
      /** Each run has one cause. */
      cause: z.enum(attentionCauses),
      label: z.string(),
      /** How to handle issues of this cause. */
      guidance: z.string().min(1),
      lane: z.literal("blocked"),
      laneLabel: z.string(),
      /** All issues of this cause, with their list. */
      count: countedList,
      /** The most urgent ones; the list has the rest. */
      items: z.array(runAnswer).max(25),
    }),
  ),
  /** Broken promises, which are issues without a run; null when none is broken. */
  promises: brokenPromises.nullable(),
  /** Schedules that need a person; null when none does. */
  schedules: failingSchedules.nullable(),
  /** All issues, including those not in `items`; the list is the hub's. */
  total: countedList,
  /** Set when nothing needs attention and everything was read; null otherwise. */
  calm: z.string().nullable(),
  unread,
  appliedFilters,
  polling,
  checkedAt: instant,
});
