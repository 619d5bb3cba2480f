import { mayHaveFrozenAttempt } from "../../run/frozen-attempt.ts";
import type { Run } from "../../run/run.ts";
import type { ReconcileResult } from "../define-operation.ts";
import type { Scope } from "./schedule-choice.ts";

interface ProofDependencies {
  readonly backupSets: {
    find(
      scope: Scope,
      id: string,
    ): Promise<
      | {
          readonly status: string;
          readonly operationRunId: string;
          readonly itemCount: number;
          readonly counts?: object | undefined;
        }
      | undefined
    >;
    bar(scope: Scope, wanted: { readonly id: string; readonly name: string; readonly runId: string }): Promise<void>;
    release(scope: Scope, id: string, runId: string): Promise<void>;
  };
}

/** A set is completed in one write and has the id of the run that took it: nothing else proves the run. */
export async function reconcile(run: Run, { backupSets }: ProofDependencies): Promise<ReconcileResult> {
  const { id, workspaceId, environmentId } = run;
  const set = environmentId === null ? undefined : await backupSets.find({ workspaceId, environmentId }, id);
  if (set?.operationRunId !== id || set.counts === undefined) {
    return { decision: "no_proof", reasonCode: "backup.no_set", evidence: {} };
  }
  const { status, itemCount } = set;
  const summaryCounts = { total: itemCount, processed: itemCount, items: itemCount };
  const proof = { evidence: { itemCount, status }, related: { type: "backup_set", id }, summaryCounts };
  if (status === "completed") return { decision: "reconciled_succeeded", reasonCode: "backup.set_complete", ...proof };
  if (status === "partial") {
    return { decision: "reconciled_partially_succeeded", reasonCode: "backup.source_incomplete", ...proof };
  }
  return { decision: "reconciled_failed", reasonCode: "backup.items_failed", ...proof };
}

/** A set that its run did not complete becomes failed. */
export async function settleRecords(run: Run, { backupSets }: ProofDependencies): Promise<void> {
  const { id, environmentId, workspaceId } = run;
  if (environmentId === null || run.outcome === "succeeded") return;
  const scope = { workspaceId, environmentId };
  if (mayHaveFrozenAttempt(run)) await backupSets.bar(scope, { id, name: id, runId: id });
  await backupSets.release(scope, id, id);
}
