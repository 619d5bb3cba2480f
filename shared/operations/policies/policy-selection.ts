import * as z from "zod";

/** Maximum number of policies in a selection; omit the selection to include all. */
export const selectedPoliciesMax = 100;

/** Start input that selects policies by id; absent selects all. */
export const policyIdsInput = z
  .array(z.string().regex(/^[\w.:-]{1,128}$/))
  .min(1)
  .max(selectedPoliciesMax)
  .meta({ refersTo: "policies" })
  .optional();

/** Canonical form of a selection, independent of order and duplicates. */
export function selectionOf(policyIds: readonly string[] | undefined): readonly string[] | "all" {
  return policyIds === undefined ? "all" : [...new Set(policyIds)].sort();
}
