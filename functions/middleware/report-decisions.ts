import type { ReconcileDecision } from "../../shared/operations/define-operation.ts";
import type { AskAdapter } from "../../shared/reconcile/ask-adapter.ts";

/** Wraps `ask` so that each decision is reported once, whether it ends a run or not. */
export function reportDecisions(ask: AskAdapter, report: (decision: ReconcileDecision) => void): AskAdapter {
  return async (run, now) => {
    const answer = await ask(run, now);
    report(answer.decision);
    return answer;
  };
}
