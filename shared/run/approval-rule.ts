import * as z from "zod";

/** Upper bound of a threshold; more items than a plan can have. */
const thresholdMax = 10_000;
const threshold = z.int().min(1).max(thresholdMax).nullable();

/**
 * When work in an environment needs the approval of a second person. `destructive` and `mutation`: from this number of
 * changed items on, by the risk of the work; null: never. `clients`: whether API clients always need it, or from the same
 * numbers on as persons.
 */
export const approvalRule = z.strictObject({
  destructive: threshold,
  mutation: threshold,
  clients: z.enum(["always", "by_threshold"]),
});
export type ApprovalRule = z.infer<typeof approvalRule>;

const strictest: ApprovalRule = { destructive: 1, mutation: 1, clients: "always" };
/** A rule as read: one that this release cannot read is applied as the strictest. */
export const storedApprovalRule = approvalRule.catch(strictest);

/** Where an approval stands. `expired` is derived from its times; `unknown` was stored by a newer release. */
export const approvalStates = ["requested", "approved", "refused", "expired", "executed", "unknown"] as const;
export type ApprovalState = (typeof approvalStates)[number];
