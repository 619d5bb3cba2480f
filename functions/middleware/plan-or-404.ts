import type { Access, EnvironmentMember } from "../../shared/access/access-store.ts";
import type { RunQueries } from "../../shared/ledger/run-queries.ts";
import type { PlanApproval, PlanApprovals } from "../../shared/records/plan-approvals.ts";
import type { RecordScope } from "../../shared/records/record-store.ts";
import type { ReviewedPlan, ReviewedPlans } from "../../shared/records/reviewed-plans.ts";
import type { Run } from "../../shared/run/run.ts";
import { planKindOf } from "../representations/plan.ts";
import type { Caller } from "./caller.ts";
import { notFound } from "./errors.ts";
import { runOr404 } from "./run-or-404.ts";
import { environmentOr404, workspaceOr404 } from "./scope-guard.ts";

export interface PlanDependencies {
  readonly access: Access;
  readonly queries: Pick<RunQueries, "getRun">;
  readonly plans: Pick<ReviewedPlans, "find">;
  readonly approvals: Pick<PlanApprovals, "find">;
}

interface FoundPlan {
  readonly member: EnvironmentMember;
  readonly scope: RecordScope;
  /** The run that made it. */
  readonly run: Run;
  readonly plan: ReviewedPlan;
  readonly approval: PlanApproval | undefined;
}

/** A plan by the run that made it. Throws the common 404 for one that does not exist or that the caller does not see. */
export async function planOr404(
  { access, queries, plans, approvals }: PlanDependencies,
  caller: Caller,
  workspaceId: string,
  id: string,
): Promise<FoundPlan> {
  const run = await runOr404(queries, await workspaceOr404(access, caller, workspaceId), id);
  const kind = planKindOf(run);
  if (run.environmentId === null || kind === undefined) throw notFound();
  const member = await environmentOr404(access, caller, workspaceId, run.environmentId);
  const scope = { workspaceId, environmentId: run.environmentId };
  const [plan, approval] = await Promise.all([plans.find(scope, kind, id), approvals.find(scope, id)]);
  if (plan === undefined) throw notFound();
  return { member, scope, run, plan, approval };
}
