import { type Archive, prepareArchiving } from "../archive/archive-record.ts";
import type { Prepared, StartRequest } from "../define-operation.ts";
import type { RestoreRunInput } from "./restore-run.input.ts";

/** Prepares archiving the record of an ended restore. */
export async function prepare(
  { input: { restoreRunId: id }, scope }: StartRequest<RestoreRunInput>,
  { archive }: { readonly archive: Pick<Archive<"restore-runs">, "find"> },
): Promise<Prepared> {
  const record = await archive.find(scope, "restore-runs", id);
  return prepareArchiving("archived", record, { field: "restoreRunId", id, type: "restore_run", refuses: isAtWork });
}

const ended: ReadonlySet<string | undefined> = new Set(["completed", "partial", "failed", "cancelled"]);
const isAtWork = ({ status }: { readonly status?: string | undefined }) =>
  ended.has(status) ? undefined : "The restore has not ended. Only ended restores can be archived.";
