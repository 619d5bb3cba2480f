import type * as z from "zod";
import { isArchived, type Member } from "../../shared/access/member.ts";
import type { planAnswer } from "../../shared/contract/plans.ts";
import { approvalStateAt } from "../../shared/operations/plans/plan-approval.ts";
import { findOperation } from "../../shared/operations/registry.ts";
import { labelOf } from "../../shared/presenter/labels.ts";
import type { Locale } from "../../shared/presenter/locale.ts";
import { planWordsOf } from "../../shared/presenter/plan-words.ts";
import type { PlanApproval } from "../../shared/records/plan-approvals.ts";
import type { PlanKind } from "../../shared/records/plan-marks.ts";
import type { ReviewedPlan } from "../../shared/records/reviewed-plans.ts";
import type { Run } from "../../shared/run/run.ts";
import { mayDecideOn, mayStartWork } from "./plan-decider.ts";

type State = z.infer<typeof planAnswer>["state"];

interface Shown {
  readonly member: Member;
  /** The caller's subject. */
  readonly user: string;
  readonly environment: { readonly id: string; readonly name: string };
  readonly locale: Locale;
  readonly now: Date;
}

/** Where a run keeps the plan that it made; undefined for a run that makes none, or that executes one. */
export function planKindOf({ id, type, context }: Pick<Run, "id" | "type" | "context">): PlanKind | undefined {
  const start = findOperation(type)?.start ?? "not_startable";
  const related = start === "not_startable" ? undefined : start.writes?.({ id, context });
  if (related?.id !== id) return undefined;
  return related.type === "plan" ? "plans" : related.type === "restore_run" ? "restore-runs" : undefined;
}

/** A plan as one member sees it. */
export function planAnswerOf(
  plan: ReviewedPlan,
  operationType: string,
  approval: PlanApproval | undefined,
  { member, user, environment, locale, now }: Shown,
) {
  const { id, kind, changes, itemCount } = plan;
  const state = stateOf(plan, approval, now);
  const expiresAt = endOf(state, plan, approval);
  const isOpen = state === "requested" || state === "approved";
  const { creates, updates, deletes } = changes;
  const decider = approval?.decision?.name;
  const mayDecide = isOpen && approval !== undefined && mayDecideOn(approval, user, member);
  const answer: z.input<typeof planAnswer> = {
    ...{ id, operationType, state, itemCount },
    environment: { id: environment.id, name: environment.name },
    typeLabel: labelOf(operationType, locale),
    ...planWordsOf({ state, changes: creates + updates + deletes, expiresAt, decider, mayDecide }, now, locale),
    digest: approval?.digest ?? plan.digest ?? null,
    blast: { environments: 1, ...changes },
    expiresAt: expiresAt ?? null,
    record: { kind, id },
    request: approval === undefined ? null : madeBy(approval.requester, approval.requestedAt, approval.note),
    decision: decisionOf(approval),
    executedByRunId: approval?.executedBy ?? plan.executedByRunId ?? null,
    mayRequest: state === "planned" && mayStartWork(member, operationType) && !isArchived(member, environment.id),
    mayDecide,
  };
  return answer;
}

/** Ends before the first change: nothing was executed. */
const stops: ReadonlyMap<string, State> = new Map([
  ["plan.approval_lapsed", "lapsed"],
  ["plan.world_moved", "world_moved"],
]);

function stateOf(plan: ReviewedPlan, approval: PlanApproval | undefined, now: Date): State {
  const stopped = stops.get(plan.stoppedBy ?? "");
  if (stopped !== undefined) return stopped;
  const state = approval && approvalStateAt(approval, now);
  if (state === "executed" || state === "refused") return state;
  if (state === "unknown") return "over";
  if (!plan.isPlanned || plan.digest === undefined) return plan.executedByRunId === undefined ? "over" : "executed";
  if (state !== undefined) return state;
  return plan.expiresAt !== undefined && now.getTime() < Date.parse(plan.expiresAt) ? "planned" : "expired";
}

function endOf(state: State, plan: ReviewedPlan, approval: PlanApproval | undefined): string | undefined {
  if (state === "planned") return plan.expiresAt;
  if (state === "requested") return approval?.decideBefore;
  return state === "approved" ? approval?.executeBefore : undefined;
}

const madeBy = ({ id, name }: { readonly id: string; readonly name: string }, at: string, note: string) => ({
  by: { id, name },
  at,
  note,
});

function decisionOf(approval: PlanApproval | undefined) {
  if (approval?.decision === undefined) return null;
  const { decision } = approval;
  const how = approval.state === "refused" ? ("refuse" as const) : ("approve" as const);
  return { decision: how, ...madeBy(decision, decision.at, decision.note) };
}
