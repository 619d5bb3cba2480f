import * as z from "zod";
import { planFields } from "../plans/plan-guard.ts";

/** A version is identified by the digest of its content. */
const policyVersionId = z.string().regex(/^[\w.:-]{1,128}$/);

export const policyVersionInput = z.strictObject({ policyVersionId });
export type PolicyVersionInput = z.infer<typeof policyVersionInput>;

export const policyVersionPurgeInput = z.strictObject({ policyVersionId, ...planFields });
export type PolicyVersionPurgeInput = z.infer<typeof policyVersionPurgeInput>;

/** Which versions are pruned: those beyond the newest ones of their policy that are also old enough. */
export const policyVersionPruneInput = z.strictObject({
  keepLast: z.int().min(1).max(1000),
  olderThanDays: z.int().min(0).max(3650),
  ...planFields,
});
export type PolicyVersionPruneInput = z.infer<typeof policyVersionPruneInput>;
