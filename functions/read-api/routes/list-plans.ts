import type * as z from "zod";
import type { Access } from "../../../shared/access/access-store.ts";
import { isArchived } from "../../../shared/access/member.ts";
import { listPlans, showPlan } from "../../../shared/contract/plan-routes.ts";
import type { planPage } from "../../../shared/contract/plans.ts";
import type { Clock } from "../../../shared/foundation/clock.ts";
import { approvalStateAt } from "../../../shared/operations/plans/plan-approval.ts";
import type { ListedApprovals } from "../../../shared/records/listed-approvals.ts";
import { readEndpoint } from "../../middleware/endpoint.ts";
import { type PlanDependencies, planOr404 } from "../../middleware/plan-or-404.ts";
import { need, workspaceOr404 } from "../../middleware/scope-guard.ts";
import { planAnswerOf, planKindOf } from "../../representations/plan.ts";

interface Dependencies extends PlanDependencies {
  readonly access: Access;
  readonly listed: ListedApprovals;
  readonly clock: Clock;
}

/** The plans shown at most; the count covers all. */
const shownMax = 100;

/** The plans that wait for a decision or for their execution, those that expire first at the top. */
export const listPlansEndpoint = ({ access, plans, listed, clock }: Dependencies) =>
  readEndpoint(listPlans, async ({ caller, locale, param }) => {
    const member = await workspaceOr404(access, caller, param("ws"));
    need(member, listPlans.capability);
    const workspaceId = member.workspace.id;
    const now = clock.now();
    const { approvals, isWhole } = await listed.find(workspaceId, member.environments);
    const open = approvals
      .filter(({ environmentId }) => !isArchived(member, environmentId))
      .map((approval) => ({ approval, state: approvalStateAt(approval, now) }))
      .filter(({ state }) => state === "requested" || state === "approved")
      .toSorted((a, b) => (endOf(a.approval) < endOf(b.approval) ? -1 : 1));
    const shown = open.slice(0, shownMax);
    const names = await access.findEnvironmentNames(
      workspaceId,
      shown.map(({ approval }) => approval.environmentId),
    );
    const items = await Promise.all(
      shown.map(async ({ approval }) => {
        const { id, environmentId, operationType } = approval;
        const kind = planKindOf({ id, type: operationType, context: {} });
        const plan = kind && (await plans.find({ workspaceId, environmentId }, kind, id));
        const environment = { id: environmentId, name: names.get(environmentId) ?? environmentId };
        const shownTo = { member, user: caller.sub, environment, locale, now };
        return plan === undefined ? [] : [planAnswerOf(plan, operationType, approval, shownTo)];
      }),
    );
    const waiting = open.filter(({ state }) => state === "requested").length;
    const body: z.input<typeof planPage> = {
      items: items.flat(),
      waiting: { value: waiting, atLeast: !isWhole },
      appliedFilters: { archivedEnvironments: "excluded" },
      nextCursor: null,
      polling: { intervalSeconds: 60 },
      checkedAt: now.toISOString(),
    };
    return { status: 200, body };
  });

/** One plan, with what it changes and what its approval says. */
export const showPlanEndpoint = ({ clock, ...parts }: PlanDependencies & { readonly clock: Clock }) =>
  readEndpoint(showPlan, async ({ caller, locale, param }) => {
    const { member, run, plan, approval } = await planOr404(parts, caller, param("ws"), param("plan"));
    need(member, showPlan.capability);
    const shown = { member, user: caller.sub, environment: member.environment, locale, now: clock.now() };
    return { status: 200, body: planAnswerOf(plan, run.type, approval, shown) };
  });

const endOf = ({
  executeBefore,
  decideBefore,
}: {
  readonly executeBefore?: string | undefined;
  decideBefore: string;
}) => executeBefore ?? decideBefore;
