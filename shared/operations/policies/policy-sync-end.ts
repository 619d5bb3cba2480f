import { type ReasonCode, reasonCodes } from "../../run/reason-codes.ts";
import type { WorkResult } from "../define-operation.ts";
import { outcomeOf } from "../provider/provider-access.ts";
import { processedOf, type SyncProgress } from "./policy-sync-progress.ts";

/** A partial success when policies were stored but something failed; without any, the outcome of the failure. */
export function endOf(progress: SyncProgress, deleted: number): WorkResult {
  const { created, updated, unchanged, failed, failures, unchecked } = progress;
  const processed = processedOf(progress);
  const summaryCounts = { total: processed, processed, created, updated, unchanged, deleted, failed };
  const stoppedBy = reasonCodes.find((code) => code === progress.stoppedBy);
  if (stoppedBy === undefined && failed === 0 && unchecked === 0)
    return { kind: "ended", outcome: "succeeded", summaryCounts };

  const reasonCode: ReasonCode =
    stoppedBy ?? (failed > 0 ? "policy_sync.items_failed" : "policy_sync.removals_not_checked");
  const hasStored = created + updated + unchanged > 0;
  const outcome = hasStored ? "partially_succeeded" : outcomeOf(reasonCode);
  return { kind: "ended", outcome, reasonCode, summaryCounts, failures };
}
