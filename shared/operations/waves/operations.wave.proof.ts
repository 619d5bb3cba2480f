import type { Run } from "../../run/run.ts";
import type { WaveEnd } from "../../run/wave-end.ts";
import type { ReconcileDecision, ReconcileResult } from "../define-operation.ts";

interface ReconcileNeeds {
  readonly waves: {
    /** The end of a wave as its log and its targets state it; undefined while one of them has no end. */
    findEnd(run: Run): Promise<WaveEnd | undefined>;
    /** Ends the log of a wave that has ended, so that nothing is named or started any more. */
    close(run: Run): Promise<void>;
  };
}

const decisionOf: Record<WaveEnd["outcome"], ReconcileDecision> = {
  succeeded: "reconciled_succeeded",
  partially_succeeded: "reconciled_partially_succeeded",
  failed: "reconciled_failed",
};

/** A wave is over when each of its targets has an end or a code, and not before. */
export async function reconcile(run: Run, { waves }: ReconcileNeeds): Promise<ReconcileResult> {
  const end = await waves.findEnd(run);
  if (end === undefined) {
    return { decision: "still_in_progress", reasonCode: "wave.targets_open", evidence: {} };
  }
  const { outcome, reasonCode = "wave.targets_succeeded", summaryCounts, failures } = end;
  return { decision: decisionOf[outcome], reasonCode, evidence: { ...summaryCounts }, summaryCounts, failures };
}

export const settleRecords = (run: Run, { waves }: ReconcileNeeds): Promise<void> => waves.close(run);
