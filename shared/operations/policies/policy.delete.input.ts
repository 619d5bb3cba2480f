import * as z from "zod";
import { changeSetFields } from "../restores/change-set-input.ts";
import { selectedPoliciesMax } from "./policy-selection.ts";

export const policyDeleteInput = z.strictObject({
  policyIds: z
    .array(z.string().regex(/^[\w.:-]{1,128}$/))
    .min(1)
    .max(selectedPoliciesMax)
    .meta({ refersTo: "policies" }),
  ...changeSetFields,
});
export type PolicyDeleteInput = z.infer<typeof policyDeleteInput>;
