import * as z from "zod";

const text = z.string().trim().min(1);

/** Creates or changes a baseline profile of the environment in the path; replaces all fields. */
export const baselineProfileWrite = z.strictObject({
  name: text.max(80),
  /** Provider ids of the policies that the baseline holds; all of them when absent. */
  policyIds: z
    .array(z.string().regex(/^[\w.:-]{1,128}$/))
    .min(1)
    .max(100)
    .optional(),
});

/** Accepts the current value of a finding until a date within a year, or takes an acceptance back. */
export const driftDecisionWrite = z.discriminatedUnion("decision", [
  z.strictObject({ decision: z.literal("accept"), reason: text.max(500), until: z.iso.datetime() }),
  z.strictObject({ decision: z.literal("revoke"), reason: text.max(500) }),
]);
