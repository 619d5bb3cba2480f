import { personBehind } from "../../../shared/access/account-owner.ts";
import { isArchived } from "../../../shared/access/member.ts";
import { requestApproval } from "../../../shared/contract/plan-routes.ts";
import type { Clock } from "../../../shared/foundation/clock.ts";
import { findOperation } from "../../../shared/operations/registry.ts";
import type { ExpiredNotices } from "../../../shared/records/expired-notices.ts";
import { type PlanApprovals, planMarker } from "../../../shared/records/plan-approvals.ts";
import type { AuditEntries } from "../../middleware/audit-entries.ts";
import { type Caller, initiatorOf } from "../../middleware/caller.ts";
import { writeEndpoint } from "../../middleware/endpoint.ts";
import { ProblemError } from "../../middleware/errors.ts";
import { type PlanDependencies, planOr404 } from "../../middleware/plan-or-404.ts";
import { need } from "../../middleware/scope-guard.ts";
import { planAnswerOf } from "../../representations/plan.ts";

interface Dependencies extends PlanDependencies {
  readonly approvals: Pick<PlanApprovals, "find" | "request">;
  readonly expired: ExpiredNotices;
  readonly auditEntries: Pick<AuditEntries, "partOf">;
  readonly clock: Clock;
}

/** Requests the approval of a plan. Idempotent for the same requester; from then on it is executed only with it. */
export const requestApprovalEndpoint = (parts: Dependencies) =>
  writeEndpoint(requestApproval, async ({ caller, locale, param, body }) => {
    const found = await planOr404(parts, caller, param("ws"), param("plan"));
    const { member, scope, run, plan } = found;
    need(member, findOperation(run.type)?.capability ?? "system_only");
    if (isArchived(member, scope.environmentId)) {
      throw new ProblemError("environment_archived", {
        detail: "The environment is archived. Unarchive it to change something in it.",
      });
    }
    const { digest } = plan;
    if (found.approval === undefined) {
      const now = parts.clock.now().toISOString();
      if (!plan.isPlanned || digest === undefined) throw notRequestable();
      if ((plan.expiresAt ?? "") <= now) throw planExpired();
      await parts.expired.unlist(scope);
      const requester = actorOf(caller, member);
      const wanted = { id: plan.id, operationType: run.type, digest, requester, note: body.note };
      await parts.approvals.request(scope, wanted, planMarker(scope, { ...plan, digest }), () =>
        parts.auditEntries.partOf(caller, {
          ...scope,
          action: "plan.approval_requested",
          resourceType: "plan",
          resourceId: plan.id,
          metadata: { type: run.type, items: plan.itemCount, digest, note: body.note },
        }),
      );
    }
    // Whichever request was stored first stands; what is answered is read again.
    const approval = await parts.approvals.find(scope, plan.id);
    if (approval === undefined || approval.requester.id !== caller.sub) throw notRequestable();
    const { environment } = member;
    const shown = { member, user: caller.sub, environment, locale, now: parts.clock.now() };
    return { status: 200, body: planAnswerOf(plan, run.type, approval, shown) };
  });

/** A person or client as an approval stores them. */
export const actorOf = (caller: Caller, member: { readonly ownerId?: string | undefined }) => ({
  id: caller.sub,
  ownerId: personBehind(caller.sub, member),
  name: initiatorOf(caller).name,
});

export const planExpired = () =>
  new ProblemError("plan_expired", { detail: "The plan or its request has expired. Make a new plan." });

const notRequestable = () =>
  new ProblemError("action_not_available", {
    detail: "The plan is not whole, has been executed or has a request already. Reload it.",
  });
