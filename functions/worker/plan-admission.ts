import type { Access } from "../../shared/access/access-store.ts";
import { personBehind } from "../../shared/access/account-owner.ts";
import type { PlanAdmission } from "../../shared/operations/plans/plan-approval.ts";
import { findOperation } from "../../shared/operations/registry.ts";
import type { PlanApprovals } from "../../shared/records/plan-approvals.ts";
import type { RecordScope } from "../../shared/records/record-store.ts";

interface Dependencies {
  readonly access: Pick<Access, "enterEnvironment">;
  readonly approvals: Pick<PlanApprovals, "bind">;
}

const notApproved = {
  reasonCode: "plan.not_approved",
  message: "The plan has no standing approval for this run.",
} as const;
const lapsed = {
  reasonCode: "plan.approval_lapsed",
  message: "The requester or the approver of the plan no longer has the right to do so.",
} as const;

/**
 * Admits a run to the plan that it executes. Hours pass between a request, its approval and the work, so each attempt asks
 * again what both persons may do now, and whether they are still two. Fails closed for a type that this release does not know.
 */
export function createPlanAdmission({ access, approvals }: Dependencies): PlanAdmission {
  async function can(scope: RecordScope, user: string, capabilities: readonly string[]) {
    const member = await access.enterEnvironment(user, scope.workspaceId, scope.environmentId);
    return member !== undefined && capabilities.every((capability) => member.can(capability)) ? member : undefined;
  }

  return {
    async admit(scope, { planId, digest, runId }) {
      const approval = await approvals.bind(scope, planId, { runId, digest });
      if (approval?.decision === undefined) return notApproved;
      const operation = findOperation(approval.operationType);
      if (operation === undefined) return lapsed;
      const requester = await can(scope, approval.requester.id, [operation.capability]);
      if (requester === undefined) return lapsed;
      const decider = await can(scope, approval.decision.id, [operation.capability, "tenant.approvals.decide"]);
      if (decider?.kind !== "person") return lapsed;
      // An account may have got its owner since the decision.
      const isSame = personBehind(approval.decision.id, decider) === personBehind(approval.requester.id, requester);
      return isSame ? lapsed : undefined;
    },
  };
}
