import { mayHaveFrozenAttempt } from "../../run/frozen-attempt.ts";
import type { Run } from "../../run/run.ts";
import type { StartRequest } from "../define-operation.ts";
import { defaultSetName } from "./backup-set-name.ts";

type Scope = StartRequest<unknown>["scope"];

interface SettleDependencies {
  readonly backupSets: {
    /** Stores a set that a frozen attempt of the run may still create, as failed. */
    bar(scope: Scope, wanted: { readonly id: string; readonly name: string; readonly runId: string }): Promise<void>;
    /** Leaves the set unchanged, and fences off every attempt of the run. */
    release(scope: Scope, id: string, runId: string): Promise<void>;
  };
}

/** After a backup without success the set keeps its previous content; a new set without content becomes failed. */
export async function settleRecords(run: Run, { backupSets }: SettleDependencies): Promise<void> {
  const { id: runId, environmentId, workspaceId, context, input, createdAt } = run;
  const { backupSetId: id } = context;
  if (environmentId === null || typeof id !== "string" || run.outcome === "succeeded") return;
  const scope = { workspaceId, environmentId };
  // Only a new set has the id of its run; an attempt may be frozen inside the request that creates it.
  if (id === runId && mayHaveFrozenAttempt(run)) {
    const name = typeof input?.name === "string" ? input.name : defaultSetName(createdAt);
    await backupSets.bar(scope, { id, name, runId });
  }
  await backupSets.release(scope, id, runId);
}
