import type { Run } from "../../run/run.ts";
import type { StartRequest } from "../define-operation.ts";

interface SettleNeeds {
  readonly backupSets: {
    /** Leaves the set as it was; no attempt of the run can take it any more. */
    release(scope: StartRequest<unknown>["scope"], id: string, runId: string): Promise<void>;
  };
}

/** A set whose taking ended without a success is what it was before; a new one that never held anything has failed. */
export async function settleRecords(run: Run, { backupSets }: SettleNeeds): Promise<void> {
  const { environmentId, workspaceId, context } = run;
  const { backupSetId } = context;
  if (environmentId === null || typeof backupSetId !== "string" || run.outcome === "succeeded") return;
  await backupSets.release({ workspaceId, environmentId }, backupSetId, run.id);
}
