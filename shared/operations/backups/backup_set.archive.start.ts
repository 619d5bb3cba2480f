import { type Archive, type Archived, prepareArchiving } from "../archive/archive-record.ts";
import type { Prepared, StartRequest } from "../define-operation.ts";
import type { BackupSetInput } from "./backup-set.input.ts";

/** Prepares archiving a backup set that no run updates. */
export async function prepare(
  { input: { backupSetId: id }, scope }: StartRequest<BackupSetInput>,
  { archive }: { readonly archive: Pick<Archive<"backup-sets">, "find"> },
): Promise<Prepared> {
  const record = await archive.find(scope, "backup-sets", id);
  return prepareArchiving("archived", record, { field: "backupSetId", id, type: "backup_set", refuses: refusalOf });
}

function refusalOf({ status, heldAt }: Archived): string | undefined {
  if (heldAt !== undefined) return "A person keeps this backup set. Give it free first.";
  return status === "running" ? "The backup set is being updated. Wait until that run has ended." : undefined;
}
