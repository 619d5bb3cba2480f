import type { Run } from "../../run/run.ts";
import type { StartRequest } from "../define-operation.ts";

interface SettleDependencies {
  readonly backupSets: {
    /** Leaves the set unchanged, and fences off every attempt of the run. */
    release(scope: StartRequest<unknown>["scope"], id: string, runId: string): Promise<void>;
  };
}

/** After a backup without success the set keeps its previous content; a new set without content becomes failed. */
export async function settleRecords(run: Run, { backupSets }: SettleDependencies): Promise<void> {
  const { environmentId, workspaceId, context } = run;
  const { backupSetId } = context;
  if (environmentId === null || typeof backupSetId !== "string" || run.outcome === "succeeded") return;
  await backupSets.release({ workspaceId, environmentId }, backupSetId, run.id);
}
