import type { Work, WorkResult } from "../define-operation.ts";
import { createAssignWork } from "./assign-item-work.ts";
import type { AssignmentsRestoreInput } from "./assignments.restore.input.ts";
import { type BackupChangesDependencies, openBackupChanges } from "./backup-changes.ts";
import { type ChangeSetDependencies, workOnChangeSet } from "./change-set-work.ts";

/** Restores the assignments of a backup set's policies, each as a whole set. */
export function handle(
  work: Work<AssignmentsRestoreInput>,
  needs: ChangeSetDependencies & BackupChangesDependencies,
): Promise<WorkResult> {
  const { scope, input } = work;
  const choices = { groupMap: input.groupMap ?? {}, allowBroaden: input.allowBroaden ?? false };
  return workOnChangeSet(
    work,
    {
      open: () => openBackupChanges("assign", scope, input, needs),
      itemWorkOf: (parts) => createAssignWork(parts, choices),
    },
    needs,
  );
}
