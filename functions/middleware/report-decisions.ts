import type { ReconcileDecision } from "../../shared/operations/define-operation.ts";
import type { AskAdapter } from "../../shared/reconcile/ask-adapter.ts";

/** The same way to ask, with each answer reported once, whether it ends a run or not. */
export function reportDecisions(ask: AskAdapter, report: (decision: ReconcileDecision) => void): AskAdapter {
  return async (run, now) => {
    const answer = await ask(run, now);
    report(answer.decision);
    return answer;
  };
}
