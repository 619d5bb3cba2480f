import * as z from "zod";
import { attentionCauses } from "../run/verdicts.ts";
import { polling } from "./lists.ts";
import { state } from "./run-truth.ts";
import { runAnswer } from "./runs.ts";
import { countedList, openWork, unread } from "./tabs.ts";

const instant = z.iso.datetime();

/** One workspace on one page: is anything wrong, and where. Environments the caller does not see are in no number. */
export const overview = z.strictObject({
  ...openWork,
  /** As calm as the worst thing below it, and no calmer. */
  state,
  headline: z.string().min(1),
  unread,
  environments: z.array(z.strictObject({ id: z.string(), name: z.string(), state, ...openWork })),
  /** What needs somebody first; at most five, the others behind the numbers. */
  attention: z.array(runAnswer).max(5),
  recent: z.array(runAnswer).max(10),
  polling,
  checkedAt: instant,
});

/** One environment on one page. */
export const dashboard = z.strictObject({
  environment: z.strictObject({ id: z.string(), name: z.string(), isArchived: z.boolean() }),
  ...openWork,
  state,
  headline: z.string().min(1),
  unread,
  /** One to three runs that need somebody; history is not among them. */
  attention: z.array(runAnswer).max(3),
  activeRuns: z.array(runAnswer).max(3),
  recent: z.array(runAnswer).max(10),
  /** Whether comparing with a baseline needs somebody, by the same verdicts as everywhere. */
  baseline: z.strictObject({ state, text: z.string().min(1), run: runAnswer.nullable() }),
  polling,
  checkedAt: instant,
});

/** What a person has to decide, grouped by cause, the most urgent first; no cause is pushed out by another. */
export const inbox = z.strictObject({
  section: z.literal("stale_operations"),
  groups: z.array(
    z.strictObject({
      /** Each run has one cause. */
      cause: z.enum(attentionCauses),
      label: z.string(),
      /** What to do about items of this cause. */
      guidance: z.string().min(1),
      lane: z.literal("blocked"),
      laneLabel: z.string(),
      /** All issues of this cause, with their list. */
      count: countedList,
      /** The most urgent ones; where there are fewer than counted, the list has the others. */
      items: z.array(runAnswer).max(25),
    }),
  ),
  /** All issues, those that are not among the items included; the list is the hub's. */
  total: countedList,
  /** Said when nothing needs attention and everything was read; null otherwise. */
  calm: z.string().nullable(),
  unread,
  polling,
  checkedAt: instant,
});
