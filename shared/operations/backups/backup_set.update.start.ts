import type { Prepared, StartRequest } from "../define-operation.ts";
import { selectionOf } from "../policies/policy-selection.ts";
import type { BackupSetUpdateInput } from "./backup_set.update.input.ts";

type Scope = StartRequest<unknown>["scope"];

interface PrepareDependencies {
  readonly backupSets: {
    find(
      scope: Scope,
      id: string,
    ): Promise<{ readonly id: string; readonly name: string; readonly archivedAt?: string | undefined } | undefined>;
  };
}

/** Updates an existing set or creates a new one. */
export async function prepare(
  { input, scope }: StartRequest<BackupSetUpdateInput>,
  { backupSets }: PrepareDependencies,
): Promise<Prepared> {
  const { backupSetId: named, name, policyIds } = input;
  if (named !== undefined) {
    const set = await backupSets.find(scope, named);
    const absent = "The environment has no backup set with this id; leave it out to make a new one.";
    const archived = "The backup set is archived. Take it back first, or leave it out to make a new one.";
    const message = set === undefined ? absent : set.archivedAt === undefined ? undefined : archived;
    if (message !== undefined) return { kind: "refuse", errors: [{ path: "backupSetId", message }] };
  }
  // A new set has the id of its run, which is not part of the identity: two equal requests are one start.
  const selection = selectionOf(policyIds);
  return {
    kind: "start",
    identity: { backupSetId: named ?? "new", name: name ?? null, selection },
    ...(named === undefined ? { makes: "backupSetId" } : { line: { backupSetId: named } }),
    input: {
      ...(named !== undefined && { backupSetId: named }),
      ...(name !== undefined && { name }),
      ...(selection !== "all" && { policyIds: selection }),
    },
    context: named === undefined ? {} : { backupSetId: named },
  };
}
