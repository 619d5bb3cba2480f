import * as z from "zod";

/** A selection names at most this many policies; more are taken by leaving the selection out. */
export const selectedPoliciesMax = 100;

/** The start input that names some policies, or all by its absence. */
export const policyIdsInput = z
  .array(z.string().regex(/^[\w.:-]{1,128}$/))
  .min(1)
  .max(selectedPoliciesMax)
  .optional();

/** What makes two selections the same: which policies, in whatever order and however often they are named. */
export function selectionOf(policyIds: readonly string[] | undefined): readonly string[] | "all" {
  return policyIds === undefined ? "all" : [...new Set(policyIds)].sort();
}
