import type { Work, WorkResult } from "../define-operation.ts";
import { type BackupChangesDependencies, openBackupChanges } from "./backup-changes.ts";
import { type ChangeSetDependencies, workOnChangeSet } from "./change-set-work.ts";
import type { RestoreInput } from "./restore.execute.input.ts";
import { createItemWork } from "./restore-item-work.ts";

/** Restores policies of a backup set, exactly as an approved preview shows. */
export function handle(
  work: Work<RestoreInput>,
  needs: ChangeSetDependencies & BackupChangesDependencies,
): Promise<WorkResult> {
  const { scope, input } = work;
  return workOnChangeSet(
    work,
    {
      open: () => openBackupChanges("restore", scope, input, needs),
      itemWorkOf: (parts) => createItemWork(parts),
      mayLackPreview: true,
    },
    needs,
  );
}
