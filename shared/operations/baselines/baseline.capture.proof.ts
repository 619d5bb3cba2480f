import type { Run } from "../../run/run.ts";
import type { ReconcileResult } from "../define-operation.ts";
import type { Scope } from "./baseline-parts.ts";

interface ReconcileDependencies {
  readonly baselineSnapshots: {
    find(
      scope: Scope,
      id: string,
    ): Promise<{ readonly id: string; readonly operationRunId: string; readonly itemCount: number } | undefined>;
  };
}

/** A stored snapshot is whole, and has the id of the run that captured it: nothing else proves the run. */
export async function reconcile(run: Run, { baselineSnapshots }: ReconcileDependencies): Promise<ReconcileResult> {
  const { id, workspaceId, environmentId } = run;
  const snapshot =
    environmentId === null ? undefined : await baselineSnapshots.find({ workspaceId, environmentId }, id);
  if (snapshot === undefined || snapshot.operationRunId !== id) {
    return { decision: "no_proof", reasonCode: "baseline.no_snapshot", evidence: {} };
  }
  const { itemCount } = snapshot;
  return {
    decision: "reconciled_succeeded",
    reasonCode: "baseline.snapshot_complete",
    evidence: { itemCount },
    related: { type: "baseline_snapshot", id },
    summaryCounts: { total: itemCount, processed: itemCount, policies: itemCount },
  };
}
