import type { ApprovalRule, ApprovalState } from "../../run/approval-rule.ts";
import type { Risk } from "../../run/risks.ts";
import type { StartRequest } from "../define-operation.ts";

type Scope = StartRequest<unknown>["scope"];

/** Seconds for which a request waits for a decision, and within which an execution must begin after its approval. */
export const approvalWindows = { decideWithinSeconds: 72 * 3600, executeWithinSeconds: 24 * 3600 };

/** The facts of an approval that decide where it stands. */
export interface StandingApproval {
  readonly state: "requested" | "approved" | "refused" | "unknown";
  /** ISO-8601 UTC. */
  readonly decideBefore: string;
  readonly executeBefore?: string | undefined;
  /** The run that executes the plan, once it has begun. */
  readonly executedBy?: string | undefined;
}

/** An approval at an instant. Exactly at its end it has expired, as in the conditions of the store. */
export function approvalStateAt(approval: StandingApproval, now: Date): ApprovalState {
  const { state, decideBefore, executeBefore, executedBy } = approval;
  if (executedBy !== undefined) return "executed";
  if (state === "refused" || state === "unknown") return state;
  const until = state === "requested" ? decideBefore : executeBefore;
  return until !== undefined && now.getTime() < Date.parse(until) ? state : "expired";
}

/** A start as the rule of its environment sees it. */
export interface RuledStart {
  readonly risk: Risk;
  readonly isClient: boolean;
  /** The number of things it changes; undefined while it is not known, which counts as any number. */
  readonly items: number | undefined;
}

/** Whether a start needs the approval of a second person. Work that changes no shared data never does. */
export function needsApproval(
  rule: ApprovalRule | undefined,
  { risk, isClient, items = Infinity }: RuledStart,
): boolean {
  if (rule === undefined || (risk !== "destructive" && risk !== "mutation")) return false;
  if (isClient && rule.clients === "always") return true;
  const threshold = rule[risk];
  return threshold !== null && items >= threshold;
}

/** Why an approved plan is not executed, or not any further. */
export interface ApprovalRefusal {
  readonly reasonCode: "plan.not_approved" | "plan.approval_lapsed";
  readonly message: string;
}

/** The approvals of plans, for work that executes one. */
export interface PlanAdmission {
  /**
   * Binds an approved plan to a run, once, and asks for the rights of its requester and its approver again. Asked by each
   * attempt, before it writes; undefined when it may continue. `digest` identifies what the attempt is going to execute.
   */
  admit(
    scope: Scope,
    asked: { readonly planId: string; readonly digest: string; readonly runId: string },
  ): Promise<ApprovalRefusal | undefined>;
}

/** Limit of items that a run names when the world moved. */
export const movedItemsMax = 10;
