import type { Archive } from "../archive/archive-record.ts";
import type { Prepared, StartRequest } from "../define-operation.ts";
import { type PreparePlanDependencies, preparePlan } from "../plans/prepare-plan.ts";
import type { BackupSetPurgeInput } from "./backup-set.input.ts";

interface PrepareDependencies extends PreparePlanDependencies {
  readonly archive: Pick<Archive<"backup-sets">, "find">;
}

/** Prepares the plan, or its execution, of deleting an archived backup set permanently. */
export async function prepare(
  { input, scope }: StartRequest<BackupSetPurgeInput>,
  needs: PrepareDependencies,
): Promise<Prepared> {
  const { backupSetId } = input;
  const record = await needs.archive.find(scope, "backup-sets", backupSetId);
  const refuse = (message: string): Prepared => ({ kind: "refuse", errors: [{ path: "backupSetId", message }] });
  if (record === undefined) return refuse("The environment has no backup set with this id.");
  if (input.planId === undefined) {
    if (record.purgedAt !== undefined) return refuse("The backup set was deleted already.");
    if (record.archivedAt === undefined) return refuse("Only an archived set can be deleted. Archive it first.");
  }
  const subject = { backupSetId };
  return preparePlan({ type: "backup_set.delete", scope, given: input, subject, correlation: subject }, needs);
}
