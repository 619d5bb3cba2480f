import type { RunQueries } from "../../shared/ledger/run-queries.ts";
import type { Prepared } from "../../shared/operations/define-operation.ts";
import { approvalStateAt, needsApproval } from "../../shared/operations/plans/plan-approval.ts";
import type { PlanApproval, PlanApprovals } from "../../shared/records/plan-approvals.ts";
import type { RecordScope } from "../../shared/records/record-store.ts";
import type { ApprovalRule, ApprovalState } from "../../shared/run/approval-rule.ts";
import type { Risk } from "../../shared/run/risks.ts";
import { isActive } from "../../shared/run/status.ts";
import { ProblemError } from "../middleware/errors.ts";

interface Dependencies {
  readonly approvals: Pick<PlanApprovals, "find">;
  readonly queries: Pick<RunQueries, "getRun">;
  readonly clock: { now(): Date };
}

/** A prepared start, with what decides whether a second person must approve it. */
interface GatedStart {
  readonly scope: RecordScope;
  readonly risk: Risk;
  readonly isClient: boolean;
  readonly rule: ApprovalRule | undefined;
  readonly prepared: Extract<Prepared, { kind: "start" }>;
}

/**
 * Refuses a start that needs an approval and has none. A plan whose approval was requested is executed only with it, also
 * when the rule of the environment has changed since. The worker asks again.
 */
export function createApprovalGate({ approvals, queries, clock }: Dependencies) {
  return async function passApproval({ scope, risk, isClient, rule, prepared }: GatedStart): Promise<void> {
    const { plan, items } = prepared;
    if (plan === "made") return;
    if (plan?.isUnderApproval) {
      const approval = await approvals.find(scope, plan.id);
      const state = approval === undefined ? "requested" : approvalStateAt(approval, clock.now());
      if (state === "approved" || (state === "executed" && (plan.isExecuting || (await isAtWork(approval))))) return;
      throw required(scope, plan.id, details[state]);
    }
    // A run that began without an approval is answered, not started.
    if (plan?.isExecuting || !needsApproval(rule, { risk, isClient, items: plan?.changes ?? items })) return;
    if (plan === undefined) throw unsupported();
    throw required(scope, plan.id, "Another person must approve this plan. Request the approval first.");
  };

  /** Whether the run that has bound the approval still works: it binds the plan next, and a start answers that run. */
  async function isAtWork(approval: PlanApproval | undefined): Promise<boolean> {
    const run = approval?.executedBy === undefined ? undefined : await queries.getRun(approval.executedBy);
    return run !== undefined && isActive(run.status);
  }
}
export type PassApproval = ReturnType<typeof createApprovalGate>;

const details: Record<ApprovalState, string> = {
  requested: "The plan waits for its approval by another person.",
  approved: "The plan is approved.",
  refused: "The approval of the plan was refused. Make a new plan.",
  expired: "The approval of the plan has expired. Make a new plan.",
  unknown: "The approval was written by a newer release. Make a new plan.",
  executed: "The approval was used by another run. Make a new plan.",
};

const required = ({ workspaceId }: RecordScope, id: string, detail: string) =>
  new ProblemError("approval_required", { detail, plan: { id, href: planHrefOf(workspaceId, id) } });

const unsupported = () =>
  new ProblemError("plan_unsupported", {
    detail:
      "Work of this kind cannot be planned, so it cannot be approved here. Change the rule of the environment, or have a person start it where the rule allows it.",
  });

/** The address of a plan. */
export const planHrefOf = (workspaceId: string, id: string) => `/api/workspaces/${workspaceId}/plans/${id}`;
