import type { Prepared, StartRequest } from "../define-operation.ts";
import { selectionOf } from "../policies/policy-selection.ts";
import type { RestoreInput } from "./restore.execute.input.ts";
import { hasEnded, type RestoreRecord } from "./restore-record.ts";

type Scope = StartRequest<unknown>["scope"];

interface PrepareDependencies {
  readonly backupSets: {
    find(
      scope: Scope,
      id: string,
    ): Promise<
      { readonly status: "running" | "completed" | "partial" | "failed"; readonly itemCount: number } | undefined
    >;
    findItems(scope: Scope, setId: string, policyIds: readonly string[]): Promise<ReadonlyMap<string, object>>;
  };
  readonly restoreRuns: { find(scope: Scope, id: string): Promise<RestoreRecord | undefined> };
}

/** Prepares a restore of a set, a selection of it, or an existing preview. */
export async function prepare(
  { input: asked, scope }: StartRequest<RestoreInput>,
  { backupSets, restoreRuns }: PrepareDependencies,
): Promise<Prepared> {
  const { backupSetId, policyIds, restoreRunId } = asked;
  const dryRun = asked.dryRun ?? false;
  const set = await backupSets.find(scope, backupSetId);
  if (set === undefined) return refuse("backupSetId", "The environment has no backup set with this id.");
  if (set.status === "running")
    return refuse("backupSetId", "The backup set is being updated. Wait until that run has ended.");
  if (set.itemCount === 0) return refuse("backupSetId", "The backup set holds nothing to restore.");

  if (restoreRunId !== undefined) {
    if (dryRun)
      return refuse("dryRun", "A preview cannot be created and executed at once. Leave out dryRun or restoreRunId.");
    if (policyIds !== undefined) return refuse("policyIds", "A preview is executed unchanged. Leave out policyIds.");
    const preview = await restoreRuns.find(scope, restoreRunId);
    if (preview === undefined || preview.backupSetId !== backupSetId) {
      return refuse("restoreRunId", "The environment has no preview with this id for this backup set.");
    }
    if (preview.status !== "previewed") {
      // While the run is active, a repeated start must return that run; only an ended record can be refused.
      if (hasEnded(preview) || preview.isDryRun) {
        return refuse("restoreRunId", "This preview cannot be executed. Create a new preview.");
      }
    }
    return {
      kind: "start",
      identity: { restoreRunId, dryRun },
      input: { backupSetId, restoreRunId },
      context: { backupSetId, mode: "execution", restoreRunId },
    };
  }

  const selection = selectionOf(policyIds);
  if (selection !== "all") {
    const present = await backupSets.findItems(scope, backupSetId, selection);
    const missing = selection.filter((id) => !present.has(id));
    if (missing.length > 0)
      return refuse("policyIds", `The backup set does not hold ${missing.slice(0, 5).join(", ")}.`);
  }
  return {
    kind: "start",
    identity: { backupSetId, selection, dryRun },
    input: { backupSetId, dryRun, ...(selection !== "all" && { policyIds: selection }) },
    context: { backupSetId, mode: dryRun ? "preview" : "execution" },
  };
}

function refuse(path: string, message: string): Prepared {
  return { kind: "refuse", errors: [{ path, message }] };
}
