import type { Json, Prepared, StartRequest } from "../define-operation.ts";
import { selectionOf } from "../policies/policy-selection.ts";
import type { GivenPreview } from "./change-set-input.ts";
import { type PreviewDependencies, prepareChangeSet } from "./change-set-start.ts";
import type { ChangeAction } from "./restore-record.ts";

type Scope = StartRequest<unknown>["scope"];

export interface PrepareDependencies extends PreviewDependencies {
  readonly backupSets: {
    find(
      scope: Scope,
      id: string,
    ): Promise<
      | {
          readonly status: "running" | "completed" | "partial" | "failed";
          readonly itemCount: number;
          readonly archivedAt?: string | undefined;
        }
      | undefined
    >;
    findItems(scope: Scope, setId: string, policyIds: readonly string[]): Promise<ReadonlyMap<string, object>>;
  };
}

interface Asked extends GivenPreview {
  readonly backupSetId: string;
  readonly policyIds?: readonly string[] | undefined;
}

/** Prepares a preview of changes from a backup set, or from a selection of it, or the execution of one. */
export async function prepareFromBackup(
  action: ChangeAction,
  scope: Scope,
  { backupSetId, policyIds, ...given }: Asked,
  /** What else is part of the preview. */
  choices: { readonly [key: string]: Json },
  needs: PrepareDependencies,
): Promise<Prepared> {
  const set = await needs.backupSets.find(scope, backupSetId);
  if (set === undefined) return refuse("backupSetId", "The environment has no backup set with this id.");
  if (set.archivedAt !== undefined) return refuse("backupSetId", "The backup set is archived. Take it back first.");
  if (set.status === "running")
    return refuse("backupSetId", "The backup set is being updated. Wait until that run has ended.");
  if (set.itemCount === 0) return refuse("backupSetId", "The backup set holds nothing to restore.");

  if (given.restoreRunId !== undefined && policyIds !== undefined) {
    return refuse("policyIds", "A preview is executed unchanged. Leave out policyIds.");
  }
  const selection = selectionOf(policyIds);
  if (selection !== "all") {
    const present = await needs.backupSets.findItems(scope, backupSetId, selection);
    const missing = selection.filter((id) => !present.has(id));
    if (missing.length > 0)
      return refuse("policyIds", `The backup set does not hold ${missing.slice(0, 5).join(", ")}.`);
  }
  return prepareChangeSet(
    {
      action,
      scope,
      given,
      subject: { backupSetId, ...(selection !== "all" && { policyIds: selection }), ...choices },
      correlation: { backupSetId },
      isOf: (record) => record.backupSetId === backupSetId,
    },
    needs,
  );
}

function refuse(path: string, message: string): Prepared {
  return { kind: "refuse", errors: [{ path, message }] };
}
