import type { Work, WorkResult } from "../define-operation.ts";
import { type ChangeSetDependencies, workOnChangeSet } from "../restores/change-set-work.ts";
import { createDeleteWork, type DeleteDependencies } from "../restores/delete-item-work.ts";
import { openChosen, type SyncedPolicies } from "./chosen-policies.ts";
import type { PolicyDeleteInput } from "./policy.delete.input.ts";

/** Deletes the chosen policies, each only in the version that the last sync stored. */
export function handle(
  work: Work<PolicyDeleteInput>,
  needs: ChangeSetDependencies & SyncedPolicies & DeleteDependencies,
): Promise<WorkResult> {
  const { scope, input } = work;
  return workOnChangeSet(
    work,
    {
      open: () => openChosen("delete", scope, input.policyIds, needs),
      itemWorkOf: (parts) => createDeleteWork(parts, needs),
    },
    needs,
  );
}
