import * as z from "zod";
import { policyIdsInput } from "../policies/policy-selection.ts";
import { idOf } from "../record-id.ts";
import { changeSetFields } from "./change-set-input.ts";

const counterpartsMax = 500;
/** Objects of the target by the id of the object of the source whose place they take: their ids differ in each target. */
const counterparts = (id: z.ZodType<string, string>) =>
  z
    .record(id, id)
    .refine((map) => Object.keys(map).length <= counterpartsMax, `at most ${counterpartsMax} entries`)
    .meta({ ofTarget: true })
    .optional();
/** These records are the source's, so that a form offers its names. */
const ofSource = { inEnvironment: "sourceEnvironmentId" };
const guid = z.guid().toLowerCase();

export const promotionInput = z.strictObject({
  /** The environment that the policies come from; the run belongs to the target. */
  sourceEnvironmentId: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,39}$/)
    .meta({ refersTo: "environments" }),
  policyIds: policyIdsInput.meta({ refersTo: "policies", ...ofSource }),
  /** A captured baseline of the source, instead of its policies as last synced. */
  baselineSnapshotId: idOf("baseline-snapshots")
    .meta({ refersTo: "baseline-snapshots", ...ofSource })
    .optional(),
  groupMap: counterparts(guid),
  filterMap: counterparts(guid),
  scopeTagMap: counterparts(z.string().regex(/^\d{1,10}$/)),
  /** Message templates that actions for noncompliance refer to. */
  templateMap: counterparts(guid),
  /** Policies of the target that are updated, by the id of the policy of the source. */
  policyMap: counterparts(z.string().regex(/^[\w.:-]{1,128}$/)),
  allowBroaden: z.boolean().optional(),
  ...changeSetFields,
});
export type PromotionInput = z.infer<typeof promotionInput>;
