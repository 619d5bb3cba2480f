import type { Work, WorkResult } from "../define-operation.ts";
import { type ChangeSetDependencies, workOnChangeSet } from "../restores/change-set-work.ts";
import { createItemWork } from "../restores/restore-item-work.ts";
import { openChosen, type SyncedPolicies } from "./chosen-policies.ts";
import type { PolicyRestoreInput } from "./policy.restore.input.ts";

/** Creates what is gone; an equal policy under another id is taken as the restored one, and nothing is overwritten. */
export function handle(
  work: Work<PolicyRestoreInput>,
  needs: ChangeSetDependencies & SyncedPolicies,
): Promise<WorkResult> {
  const { scope, input } = work;
  return workOnChangeSet(
    work,
    {
      open: () => openChosen("restore", scope, input.policyIds, needs),
      itemWorkOf: (parts) => createItemWork(parts, { isUndelete: true }),
      // It overwrites nothing, so it needs none.
      mayLackPreview: true,
    },
    needs,
  );
}
