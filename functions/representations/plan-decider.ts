import { personBehind } from "../../shared/access/account-owner.ts";
import type { Member } from "../../shared/access/member.ts";
import { findOperation } from "../../shared/operations/registry.ts";
import type { PlanApproval } from "../../shared/records/plan-approvals.ts";

/** Whether two members are the same person: by their accounts, or by the owner of one of them. */
export const isSamePerson = (
  { requester }: Pick<PlanApproval, "requester">,
  user: string,
  member: Pick<Member, "ownerId">,
): boolean => [user, personBehind(user, member)].some((id) => id === requester.id || id === requester.ownerId);

/** Whether a member may decide on a request: another person, with the right to decide and to start what the plan does. */
export const mayDecideOn = (approval: PlanApproval, user: string, member: Member): boolean =>
  mayStartWork(member, approval.operationType) &&
  member.can("tenant.approvals.decide") &&
  member.kind === "person" &&
  !isSamePerson(approval, user, member);

/** Whether a member may start what a plan does. */
export const mayStartWork = (member: Member, operationType: string): boolean =>
  member.can(findOperation(operationType)?.capability ?? "system_only");
