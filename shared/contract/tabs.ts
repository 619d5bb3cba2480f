import * as z from "zod";
import { attentionCauses, problemClasses, tabs } from "../run/verdicts.ts";

export const tab = z.enum(tabs);

/** An exact number; `capped` makes it a lower bound, because not everything was read. */
export const count = z.strictObject({ value: z.int().min(0), capped: z.boolean() });

/** A filtered list of the hub: `GET …/operations` with these parameters returns exactly what was counted. */
export const listLink = z.strictObject({
  tab,
  environmentId: z.string().optional(),
  problemClass: z.enum(problemClasses).optional(),
  cause: z.enum(attentionCauses).optional(),
  causeKey: z.string().optional(),
  /** Only runs created at or after this instant. */
  from: z.iso.datetime().optional(),
});

/** A number with the list it counts. For the same caller the list has that many rows, unless capped. */
export const countedList = count.extend({ list: listLink });

/**
 * The numbers of open work, each with its list. Needs attention is counted in issues: an overdue run is one, and so
 * are all open problems of the same line, because one decision settles them.
 */
export const openWork = {
  /** Active runs past their window. */
  stale: countedList,
  /**
   * Problems that need follow-up, repeats of the same work counted once; never added to `stale` without showing both.
   */
  followUp: countedList,
  active: countedList,
  /** The runs behind `followUp`, counting each repeat. */
  followUpRuns: count,
  /** Distinct causes behind `followUp`, as `GET …/operations/causes` groups them. */
  causes: count,
} as const;

/**
 * What was not read, and why a number is a lower bound; null when everything was read. Nothing is reported as healthy
 * unless it is null.
 */
export const unread = z.string().min(1).nullable();
