import { createHash } from "node:crypto";
import * as z from "zod";
import { canonicalJson } from "../../run/identity.ts";
import type { InputError, PlanToExecute } from "../define-operation.ts";
import { idOf } from "../record-id.ts";

/** Seconds for which a plan may be executed: long enough for a second person, short enough for the facts to hold. */
export const planValidSeconds = 24 * 3600;

/** How an input asks for a plan, or names the plan to execute. */
export const planFields = {
  dryRun: z.boolean().optional(),
  planId: idOf("plans").optional(),
  planDigest: z.string().min(1).max(80).optional(),
  confirmation: z.string().trim().min(1).max(200).optional(),
};

/** The plan that an execution names. */
export interface GivenPlan {
  readonly dryRun?: boolean | undefined;
  readonly planId?: string | undefined;
  readonly planDigest?: string | undefined;
  readonly confirmation?: string | undefined;
}

/** The facts of a plan that decide whether it may be executed, whatever record holds them. */
export interface GuardedPlan {
  /** Absent until the plan is whole. */
  readonly digest?: string | undefined;
  /** ISO-8601 UTC; absent until the plan is whole. */
  readonly expiresAt?: string | undefined;
  /** The name that the person types to confirm. */
  readonly name: string;
  /** `executing`: a start of the same plan returns that run; `over`: planned unsuccessfully, executed or withdrawn. */
  readonly standing: "planned" | "executing" | "over";
  /** The number of changes that the plan makes. */
  readonly changes: number;
  /** Its approval was requested: then the times of the approval apply instead of its own. */
  readonly isUnderApproval: boolean;
}

/** One thing that a plan changes: what is done to it, and a digest of its state when it was planned. */
export interface DigestedItem {
  readonly id: string;
  readonly action: string;
  readonly state: string;
}

const planFirst = "This operation executes a plan. Start with dryRun first, review the plan, then pass its id here.";
const digestMissing = "Pass the digest of the plan that was reviewed.";
const nameMissing = "Type the name that the plan asks for.";

/** What a new start lacks: without a plan, its digest and a confirmation nothing destructive is started. */
export function lacksPlan({ dryRun, planId, planDigest, confirmation }: GivenPlan): readonly InputError[] {
  if (dryRun === true) return [];
  if (planId === undefined) return [{ path: "planId", message: planFirst }];
  return [
    ...(planDigest === undefined ? [{ path: "planDigest", message: digestMissing }] : []),
    ...(confirmation === undefined ? [{ path: "confirmation", message: nameMissing }] : []),
  ];
}

/**
 * Why a plan may not be executed as it is named; empty when it may. Whether a second person has approved it is asked
 * apart from that, because the answer is another one.
 */
export function refusalsOf(
  plan: GuardedPlan | undefined,
  { dryRun, planDigest, confirmation }: GivenPlan,
  now: Date,
): readonly InputError[] {
  const refuse = (path: string, message: string) => [{ path, message }];
  if (dryRun === true) return refuse("dryRun", "A plan cannot be made and executed at once. Leave out one of them.");
  if (plan === undefined) return refuse("planId", "The environment has no plan with this id for this input.");
  if (plan.standing === "over" || plan.digest === undefined || plan.expiresAt === undefined) {
    return refuse("planId", "This plan cannot be executed. Make a new plan.");
  }
  if (planDigest !== plan.digest) {
    return refuse("planDigest", "The plan has another content than the one that was reviewed. Review it again.");
  }
  if (confirmation !== plan.name)
    return refuse("confirmation", "The name does not match. Type it as the plan shows it.");
  // While its run is active, a repeated start returns that run.
  if (plan.standing === "executing") return [];
  if (!plan.isUnderApproval && now.getTime() > Date.parse(plan.expiresAt)) {
    return refuse("planId", "The plan has expired after 24 hours. Make a new plan.");
  }
  if (plan.changes === 0) return refuse("planId", "The plan changes nothing, so there is nothing to execute.");
  return [];
}

/** A plan that the guard has let pass, as a start names it. */
export const planToExecute = (id: string, plan: GuardedPlan | undefined): PlanToExecute => ({
  id,
  digest: plan?.digest ?? "",
  changes: plan?.changes ?? 0,
  isUnderApproval: plan?.isUnderApproval ?? false,
  isExecuting: plan?.standing === "executing",
});

/** Identifies the content of a plan: what it was made for, and every item with its action and its state. */
export function digestOf(type: string, subject: object, items: readonly DigestedItem[]): string {
  const lines = items
    .map(({ id, action, state }) => [id, action, state])
    .sort(([a = ""], [b = ""]) => (a < b ? -1 : 1));
  return createHash("sha256")
    .update(canonicalJson({ form: 1, type, subject, items: lines }))
    .digest("hex");
}

/** Digest of the facts that decide whether an item is still the planned one. */
export const stateDigest = (facts: object): string => createHash("sha256").update(canonicalJson(facts)).digest("hex");
