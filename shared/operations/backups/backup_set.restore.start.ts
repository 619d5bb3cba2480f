import { type Archive, prepareArchiving } from "../archive/archive-record.ts";
import type { Prepared, StartRequest } from "../define-operation.ts";
import type { BackupSetInput } from "./backup-set.input.ts";

/** Prepares taking a backup set back from the archive. */
export async function prepare(
  { input: { backupSetId: id }, scope }: StartRequest<BackupSetInput>,
  { archive }: { readonly archive: Pick<Archive<"backup-sets">, "find"> },
): Promise<Prepared> {
  const record = await archive.find(scope, "backup-sets", id);
  return prepareArchiving("unarchived", record, { field: "backupSetId", id, type: "backup_set" });
}
