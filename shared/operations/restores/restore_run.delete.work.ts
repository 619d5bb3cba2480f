import { type Archive, workOnArchive } from "../archive/archive-record.ts";
import type { Work, WorkResult } from "../define-operation.ts";
import type { RestoreRunInput } from "./restore-run.input.ts";

export function handle(
  work: Work<RestoreRunInput>,
  { archive }: { readonly archive: Archive<"restore-runs"> },
): Promise<WorkResult> {
  const id = work.input.restoreRunId;
  return workOnArchive(work, "archived", { kind: "restore-runs", id, related: { type: "restore_run", id } }, archive);
}
