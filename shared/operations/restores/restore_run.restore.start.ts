import { type Archive, prepareArchiving } from "../archive/archive-record.ts";
import type { Prepared, StartRequest } from "../define-operation.ts";
import type { RestoreRunInput } from "./restore-run.input.ts";

/** Prepares taking the record of a restore back from the archive. */
export async function prepare(
  { input: { restoreRunId: id }, scope }: StartRequest<RestoreRunInput>,
  { archive }: { readonly archive: Pick<Archive<"restore-runs">, "find"> },
): Promise<Prepared> {
  const record = await archive.find(scope, "restore-runs", id);
  return prepareArchiving("unarchived", record, { field: "restoreRunId", id, type: "restore_run" });
}
