import type { End } from "../ledger/finish.ts";
import type { ReconcileDecision, ReconcileResult } from "../operations/define-operation.ts";
import type { AdapterDependencies, AnyOperation } from "../operations/registry.ts";
import type { Failure, ReconciliationFacts, Run } from "../run/run.ts";
import type { EndOutcome } from "../run/status.ts";

/** Looks up stored proof of how a run ended. Read-only; "no proof" is a result, not an error. */
export type AskAdapter = (run: Run, now: Date) => Promise<ReconcileResult>;

/**
 * The outcome of each decision, or nothing to write (spec 359, 360). `attention_required` is a problem for manual
 * review.
 */
const endOfDecision: Record<ReconcileDecision, EndOutcome | "nothing"> = {
  reconciled_succeeded: "succeeded",
  reconciled_partially_succeeded: "partially_succeeded",
  reconciled_blocked: "blocked",
  attention_required: "blocked",
  reconciled_failed: "failed",
  still_in_progress: "nothing",
  no_proof: "nothing",
  unsupported: "nothing",
};

/**
 * Asks the adapter of the run's operation. Unknown types and operations without an adapter yield "unsupported", which
 * writes nothing.
 */
export function createAskAdapter(parts: {
  readonly findOperation: (type: string) => AnyOperation | undefined;
  readonly needs: AdapterDependencies;
}): AskAdapter {
  return async (run, now) => {
    const load = parts.findOperation(run.type)?.reconcile ?? "unsupported";
    if (load === "unsupported") {
      return { decision: "unsupported", reasonCode: "run.adapter_unsupported", evidence: {} };
    }
    const { reconcile } = await load();
    return inTime(run.type, reconcile(run, parts.needs, now));
  };
}

/** Timeout of an adapter in milliseconds: it reads only a few stored records. */
export const askMillisMax = 10_000;

/** The adapter's answer, or an error that names the adapter when it exceeds its timeout. */
async function inTime(type: string, answer: Promise<ReconcileResult>): Promise<ReconcileResult> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const message = `the adapter of ${type} gave no answer within ${askMillisMax} ms`;
  const timer = setTimeout(() => reject(new Error(message)), askMillisMax);
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Every end without full success has a failure, even when its adapter only gave a reason. */
function failuresOf({ failures = [], reasonCode }: ReconcileResult): readonly Failure[] {
  return failures.length > 0 ? failures : [{ code: reasonCode, message: "Stored records decided this end." }];
}

/** The end of a decision; undefined when it writes nothing. */
export function endOf(run: Run, result: ReconcileResult, source: ReconciliationFacts["source"]): End | undefined {
  const outcome = endOfDecision[result.decision];
  if (outcome === "nothing") return undefined;
  return {
    outcome,
    source: "adapter_reconciler",
    reasonCode: result.reasonCode,
    ...(result.summaryCounts && { summaryCounts: result.summaryCounts }),
    ...(outcome !== "succeeded" && { failures: failuresOf(result) }),
    ...(result.related && { related: result.related }),
    reconciliation: {
      source,
      adapter: run.type,
      decision: result.decision,
      reasonCode: result.reasonCode,
      evidence: { ...result.evidence },
      ...(result.related && { related: result.related }),
    },
  };
}
