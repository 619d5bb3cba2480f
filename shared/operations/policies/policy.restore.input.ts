import * as z from "zod";
import { selectedPoliciesMax } from "./policy-selection.ts";

export const policyRestoreInput = z.strictObject({
  policyIds: z
    .array(z.string().regex(/^[\w.:-]{1,128}$/))
    .min(1)
    .max(selectedPoliciesMax)
    .meta({ refersTo: "policies" }),
});
export type PolicyRestoreInput = z.infer<typeof policyRestoreInput>;
