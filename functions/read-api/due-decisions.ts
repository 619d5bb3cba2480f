import { isArchived, type Member } from "../../shared/access/member.ts";
import type { Clock } from "../../shared/foundation/clock.ts";
import { approvalStateAt } from "../../shared/operations/plans/plan-approval.ts";
import type { DecisionCounts } from "../../shared/presenter/decision-words.ts";
import type { ListedApprovals } from "../../shared/records/listed-approvals.ts";
import { mayDecideOn } from "../representations/plan-decider.ts";

/** The environments of plans on which a member may decide now, one entry for each plan. */
export interface DecisionReading {
  readonly environmentIds: readonly string[];
  readonly isWhole: boolean;
}

/** Waiting plans that a page reads to say that there are some; the list of plans reads them all. */
const readMax = 100;

/**
 * Reads the plans that wait for a decision of this member, by the rule of the decision itself. Someone who may decide on
 * none reads nothing. Archived environments have none.
 */
export function createReadDecisions({ listed, clock }: { readonly listed: ListedApprovals; readonly clock: Clock }) {
  return async function readDecisions(member: Member, user: string, environmentId?: string): Promise<DecisionReading> {
    if (member.kind !== "person" || !member.can("tenant.approvals.decide"))
      return { environmentIds: [], isWhole: true };
    const places = environmentId === undefined ? member.environments : [environmentId];
    const { approvals, isWhole } = await listed.find(member.workspace.id, places, readMax);
    const now = clock.now();
    const due = approvals.filter(
      (approval) =>
        approvalStateAt(approval, now) === "requested" &&
        !isArchived(member, approval.environmentId) &&
        mayDecideOn(approval, user, member),
    );
    return { environmentIds: due.map((approval) => approval.environmentId), isWhole };
  };
}
export type ReadDecisions = ReturnType<typeof createReadDecisions>;

/** The numbers of a reading, optionally of one environment. */
export const decisionCountsOf = (
  { environmentIds, isWhole }: DecisionReading,
  environmentId?: string,
): DecisionCounts => ({
  due: environmentIds.filter((id) => environmentId === undefined || id === environmentId).length,
  isWhole,
});
