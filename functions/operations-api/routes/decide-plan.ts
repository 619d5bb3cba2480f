import { decidePlan } from "../../../shared/contract/plan-routes.ts";
import type { Clock } from "../../../shared/foundation/clock.ts";
import { approvalStateAt } from "../../../shared/operations/plans/plan-approval.ts";
import { findOperation } from "../../../shared/operations/registry.ts";
import type { PlanApproval, PlanApprovals } from "../../../shared/records/plan-approvals.ts";
import type { AuditEntries } from "../../middleware/audit-entries.ts";
import { writeEndpoint } from "../../middleware/endpoint.ts";
import { ProblemError } from "../../middleware/errors.ts";
import { type PlanDependencies, planOr404 } from "../../middleware/plan-or-404.ts";
import { need } from "../../middleware/scope-guard.ts";
import { planAnswerOf } from "../../representations/plan.ts";
import { isSamePerson } from "../../representations/plan-decider.ts";
import { actorOf, planExpired } from "./request-approval.ts";

interface Dependencies extends PlanDependencies {
  readonly approvals: Pick<PlanApprovals, "find" | "decide">;
  readonly auditEntries: Pick<AuditEntries, "partOf">;
  readonly clock: Clock;
}
type Decision = "approve" | "refuse";

/**
 * Approves or refuses a plan. The conditions of the write decide; what is checked before only names the reason. The same
 * decision by the same person is answered again.
 */
export const decidePlanEndpoint = (parts: Dependencies) =>
  writeEndpoint(decidePlan, async ({ caller, locale, param, body }) => {
    const { member, scope, run, plan, approval } = await planOr404(parts, caller, param("ws"), param("plan"));
    need(member, decidePlan.capability);
    need(member, findOperation(run.type)?.capability ?? "system_only");
    if (member.kind !== "person") throw samePerson("API clients request approvals; a person decides.");
    if (approval === undefined) throw notDecidable();

    if (!isDecided(approval, caller.sub, body)) {
      throwIfRefused(approval);
      const isWritten = await parts.approvals.decide(
        scope,
        plan.id,
        { decision: body.decision, digest: body.digest, note: body.note, by: actorOf(caller, member) },
        () =>
          parts.auditEntries.partOf(caller, {
            ...scope,
            action: body.decision === "approve" ? "plan.approved" : "plan.refused",
            resourceType: "plan",
            resourceId: plan.id,
            metadata: { type: run.type, digest: body.digest, note: body.note, requestedBy: approval.requester.id },
          }),
      );
      if (!isWritten) {
        throwIfRefused(await parts.approvals.find(scope, plan.id));
        throw notDecidable();
      }
    }
    const stored = await parts.approvals.find(scope, plan.id);
    const { environment } = member;
    const shown = { member, user: caller.sub, environment, locale, now: parts.clock.now() };
    return { status: 200, body: planAnswerOf(plan, run.type, stored, shown) };

    function throwIfRefused(read: PlanApproval | undefined): void {
      if (read === undefined) throw notDecidable();
      if (isSamePerson(read, caller.sub, member)) {
        throw samePerson("You, or an account of yours, requested this approval. Another person decides.");
      }
      if (read.digest !== body.digest) {
        throw new ProblemError("plan_changed", {
          detail: "The digest is not that of the plan. Review the plan again.",
        });
      }
      const state = approvalStateAt(read, parts.clock.now());
      if (state === "expired") throw planExpired();
      if (state !== "requested" && !(state === "approved" && body.decision === "refuse")) throw notDecidable();
    }
  });

const states: Record<Decision, PlanApproval["state"]> = { approve: "approved", refuse: "refused" };

/** Whether this person has stored this decision before. */
const isDecided = (
  { state, decision, digest }: PlanApproval,
  user: string,
  wanted: { readonly decision: Decision; readonly digest: string },
): boolean => state === states[wanted.decision] && decision?.id === user && digest === wanted.digest;

const samePerson = (detail: string) => new ProblemError("same_person", { detail });

const notDecidable = () =>
  new ProblemError("action_not_available", {
    detail: "The plan does not wait for a decision: it has no request, was decided, or a run executes it.",
  });
