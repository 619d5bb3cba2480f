import type { Run } from "../../run/run.ts";
import type { ReconcileResult, StartRequest } from "../define-operation.ts";

type Scope = StartRequest<unknown>["scope"];

interface ProofDependencies {
  readonly reviewPacks: {
    /** The pack that this run generated, when it is ready and not expired. */
    findReadyOf(scope: Scope, runId: string): Promise<{ readonly fileCount: number } | undefined>;
    /** Marks the pack of an ended run as failed, unless it is ready. */
    abandon(scope: Scope, runId: string): Promise<void>;
  };
}

/**
 * Only a ready pack of this very run proves it: the record becomes ready after the stored file was read back whole and
 * verified.
 */
export async function reconcile(run: Run, { reviewPacks }: ProofDependencies): Promise<ReconcileResult> {
  const { id, workspaceId, environmentId } = run;
  const pack = environmentId === null ? undefined : await reviewPacks.findReadyOf({ workspaceId, environmentId }, id);
  if (pack === undefined) return { decision: "no_proof", reasonCode: "review_pack.no_ready_pack", evidence: {} };
  const { fileCount: items } = pack;
  return {
    decision: "reconciled_succeeded",
    reasonCode: "review_pack.ready",
    evidence: { items },
    related: { type: "review_pack", id },
    summaryCounts: { total: items, processed: items, items },
  };
}

/** A pack that its run did not finish is never downloaded. */
export async function settleRecords(run: Run, { reviewPacks }: ProofDependencies): Promise<void> {
  if (run.environmentId === null || run.outcome === "succeeded") return;
  await reviewPacks.abandon({ workspaceId: run.workspaceId, environmentId: run.environmentId }, run.id);
}
