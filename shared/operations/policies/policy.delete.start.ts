import type { Prepared, StartRequest } from "../define-operation.ts";
import { selectionHashOf } from "../provider/connection-choice.ts";
import { type PreviewDependencies, prepareChangeSet } from "../restores/change-set-start.ts";
import { refuseUnsynced, type SyncedPolicies } from "./chosen-policies.ts";
import type { PolicyDeleteInput } from "./policy.delete.input.ts";
import { selectionOf } from "./policy-selection.ts";

/** Prepares a preview of deletions, or the execution of one. */
export async function prepare(
  { input, scope }: StartRequest<PolicyDeleteInput>,
  needs: PreviewDependencies & SyncedPolicies,
): Promise<Prepared> {
  const { policyIds, ...given } = input;
  const selection = [...selectionOf(policyIds)];
  const refused = given.restoreRunId === undefined ? await refuseUnsynced(scope, policyIds, needs) : undefined;
  if (refused !== undefined) return refused;
  return prepareChangeSet(
    {
      action: "delete",
      scope,
      given,
      subject: { policyIds: selection },
      correlation: { selectionHash: selectionHashOf(JSON.stringify(selection)) },
      isOf: ({ requestedItems }) => JSON.stringify(requestedItems) === JSON.stringify(selection),
    },
    needs,
  );
}
