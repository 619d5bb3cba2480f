import type { Archive } from "../archive/archive-record.ts";
import type { Prepared, StartRequest } from "../define-operation.ts";
import { type PreparePlanDependencies, preparePlan } from "../plans/prepare-plan.ts";
import type { RestoreRunPurgeInput } from "./restore-run.input.ts";

interface PrepareDependencies extends PreparePlanDependencies {
  readonly archive: Pick<Archive<"restore-runs">, "find">;
}

/** Prepares the plan, or its execution, of deleting the record of a restore permanently. */
export async function prepare(
  { input, scope }: StartRequest<RestoreRunPurgeInput>,
  needs: PrepareDependencies,
): Promise<Prepared> {
  const { restoreRunId } = input;
  const record = await needs.archive.find(scope, "restore-runs", restoreRunId);
  const refuse = (message: string): Prepared => ({ kind: "refuse", errors: [{ path: "restoreRunId", message }] });
  if (record === undefined) return refuse("The environment has no restore with this id.");
  if (input.planId === undefined) {
    if (record.purgedAt !== undefined) return refuse("The record was deleted already.");
    if (record.archivedAt === undefined) return refuse("Only an archived record can be deleted. Archive it first.");
  }
  const subject = { restoreRunId };
  return preparePlan({ type: "restore_run.force_delete", scope, given: input, subject, correlation: subject }, needs);
}
