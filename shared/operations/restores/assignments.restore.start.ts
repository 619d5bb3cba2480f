import type { Prepared, StartRequest } from "../define-operation.ts";
import type { AssignmentsRestoreInput } from "./assignments.restore.input.ts";
import { type PrepareDependencies, prepareFromBackup } from "./backup-changes-start.ts";

/** Prepares a preview of the assignments of a set, or the execution of a preview. */
export function prepare(
  { input, scope }: StartRequest<AssignmentsRestoreInput>,
  needs: PrepareDependencies,
): Promise<Prepared> {
  const { groupMap, allowBroaden, ...asked } = input;
  const choices = { ...(groupMap && { groupMap }), ...(allowBroaden === true && { allowBroaden }) };
  return prepareFromBackup("assign", scope, asked, choices, needs);
}
