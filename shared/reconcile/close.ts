import { cancelledEnd, isReleased } from "../ledger/cancelled-end.ts";
import type { End } from "../ledger/finish.ts";
import type { ReasonCode } from "../run/reason-codes.ts";
import type { Run } from "../run/run.ts";

/** Writers that close a run without proof, because nothing else will end it. */
type Closer = "failed_job_bridge" | "scheduled_reconciler";

/** The text for a closed run; the code carries the exact reason. */
const messages: Partial<Record<ReasonCode, string>> = {
  "queue.dispatch_failed": "The work could not be handed to its queue.",
  "run.stale_queued": "The work was not started within its expected window.",
  "run.stale_running": "The work did not finish within its expected window.",
  "run.infrastructure_timeout_or_abandonment": "The work was abandoned without an end.",
  "run.queue_failure_bridge": "Background execution failed.",
};

/**
 * The failed end of a run that the platform closes; its previous state stays on record (spec 360, FR-004). A run with
 * a cancel request ends as cancelled.
 */
export function closedAsFailed(run: Run, closer: Closer, reasonCode: ReasonCode): End {
  if (run.cancelRequested !== undefined) return cancelledEnd(run.cancelRequested, isReleased(run));
  return {
    outcome: "failed",
    source: closer,
    reasonCode,
    failures: [{ code: reasonCode, message: messages[reasonCode] ?? "The work did not complete." }],
    reconciliation: {
      source: closer,
      adapter: null,
      decision: "reconciled_failed",
      reasonCode,
      evidence: { attempt: run.attempt, tries: run.tries },
    },
  };
}
