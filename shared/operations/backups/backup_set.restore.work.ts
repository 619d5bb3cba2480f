import { type Archive, workOnArchive } from "../archive/archive-record.ts";
import type { Work, WorkResult } from "../define-operation.ts";
import type { BackupSetInput } from "./backup-set.input.ts";

export function handle(
  work: Work<BackupSetInput>,
  { archive }: { readonly archive: Archive<"backup-sets"> },
): Promise<WorkResult> {
  const id = work.input.backupSetId;
  return workOnArchive(work, "unarchived", { kind: "backup-sets", id, related: { type: "backup_set", id } }, archive);
}
