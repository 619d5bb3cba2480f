import type { Prepared, StartRequest } from "../define-operation.ts";
import { selectionHashOf } from "../provider/connection-choice.ts";
import { refuseUnsynced, type SyncedPolicies } from "./chosen-policies.ts";
import type { PolicyRestoreInput } from "./policy.restore.input.ts";
import { selectionOf } from "./policy-selection.ts";

/** Whether the provider still has a policy is asked when the work begins; a sync may be hours old. */
export async function prepare(
  { input, scope }: StartRequest<PolicyRestoreInput>,
  needs: SyncedPolicies,
): Promise<Prepared> {
  const policyIds = [...selectionOf(input.policyIds)];
  const refused = await refuseUnsynced(scope, input.policyIds, needs);
  if (refused !== undefined) return refused;
  const context = { selectionHash: selectionHashOf(JSON.stringify(policyIds)) };
  return {
    kind: "start",
    identity: { policyIds },
    line: context,
    input: { policyIds },
    context,
    items: policyIds.length,
  };
}
