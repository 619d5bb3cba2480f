import { type BackupCoverage, gapsOf } from "../backups/backup-content.ts";
import type { StartRequest } from "../define-operation.ts";
import type { OpenedChanges } from "./change-set-work.ts";
import type { ChangeAction, NewRestoreItem } from "./restore-record.ts";

type Scope = StartRequest<unknown>["scope"];

interface BackupItem {
  readonly policyId: string;
  readonly collection: NewRestoreItem["collection"];
  readonly displayName: string;
  readonly contentHash: string;
}

export interface BackupChangesDependencies {
  readonly backupSets: {
    listItems(scope: Scope, setId: string): Promise<readonly BackupItem[]>;
    find(scope: Scope, id: string): Promise<{ readonly coverage?: readonly BackupCoverage[] | undefined } | undefined>;
  };
}

/** The chosen policies of a backup set, as items of a change set. */
export async function openBackupChanges(
  action: ChangeAction,
  scope: Scope,
  { backupSetId, policyIds }: { readonly backupSetId: string; readonly policyIds?: readonly string[] | undefined },
  { backupSets }: BackupChangesDependencies,
): Promise<OpenedChanges> {
  const set = await backupSets.find(scope, backupSetId);
  const wanted = policyIds === undefined ? undefined : new Set(policyIds);
  const items = (await backupSets.listItems(scope, backupSetId)).filter(
    ({ policyId }) => wanted === undefined || wanted.has(policyId),
  );
  return {
    source: { action, backupSetId },
    requestedItems: policyIds ?? "all",
    incompleteCollections: gapsOf(set?.coverage ?? []).flatMap(({ about }) => about?.collection ?? []),
    items: items.map(({ policyId, collection, displayName, contentHash }) => ({
      itemId: policyId,
      collection,
      displayName,
      contentHash,
    })),
  };
}
