import * as z from "zod";
import { attentionCauses, problemClasses, tabs } from "../run/verdicts.ts";

export const tab = z.enum(tabs);

/** A proven number; `capped` means at least so many, because not everything was read. */
export const count = z.strictObject({ value: z.int().min(0), capped: z.boolean() });

/** A list of the hub by its filters: `GET …/operations` with these parameters is exactly what was counted. */
export const listLink = z.strictObject({
  tab,
  environmentId: z.string().optional(),
  problemClass: z.enum(problemClasses).optional(),
  cause: z.enum(attentionCauses).optional(),
});

/** A number with the list it counts. For the same caller the list has that many rows, unless it is capped. */
export const countedList = count.extend({ list: listLink });

/**
 * The numbers of open work, each with the list it counts. What needs attention is counted in issues: a late run is one,
 * and so are all open problems of the same work together, because one decision settles them.
 */
export const openWork = {
  /** Active runs past their window. */
  stale: countedList,
  /** Problems that need a person, repeats of the same work counted once; never added to `stale` without showing both. */
  followUp: countedList,
  active: countedList,
  /** The runs behind `followUp`, each repeat counted. */
  followUpRuns: count,
  /** Different faults behind `followUp`: operation, reason and first failure. */
  causes: count,
} as const;

/** What was not read, and why a number is "at least"; null when everything was. Without it nothing is called calm. */
export const unread = z.string().min(1).nullable();
