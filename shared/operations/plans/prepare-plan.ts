import { isDeepStrictEqual } from "node:util";
import type { Prepared, StartRequest } from "../define-operation.ts";
import { type GivenPlan, planToExecute, refusalsOf } from "./plan-guard.ts";
import { guardedPlanOf, type PlanRecord } from "./plan-record.ts";

type Scope = StartRequest<unknown>["scope"];

/** What starts of planned work need. */
export interface PreparePlanDependencies {
  readonly plans: { find(scope: Scope, id: string): Promise<PlanRecord | undefined> };
  readonly clock: { now(): Date };
}

/**
 * Prepares a plan, or the execution of one. `subject` is the input without the plan, and `correlation` the keys by which
 * runs of the same thing are compared.
 */
export async function preparePlan(
  start: {
    readonly type: string;
    readonly scope: Scope;
    readonly given: GivenPlan;
    readonly subject: Readonly<Record<string, string | number>>;
    readonly correlation: Readonly<Record<string, string>>;
  },
  { plans, clock }: PreparePlanDependencies,
): Promise<Prepared> {
  const { type, scope, given, subject, correlation } = start;
  const { planId, planDigest } = given;
  if (planId === undefined) {
    const line = { ...correlation, mode: "preview" };
    return {
      kind: "start",
      identity: { ...subject, mode: "preview" },
      line,
      input: { ...subject, dryRun: true },
      context: line,
      plan: "made",
    };
  }
  const stored = await plans.find(scope, planId);
  const isSame = stored?.operationType === type && isDeepStrictEqual(stored.subject, subject);
  const plan = isSame ? guardedPlanOf(stored) : undefined;
  const errors = refusalsOf(plan, given, clock.now());
  if (errors.length > 0) return { kind: "refuse", errors };
  const line = { ...correlation, mode: "execution" };
  return {
    kind: "start",
    identity: { planId },
    line,
    input: { ...subject, planId, planDigest: planDigest ?? "" },
    context: { ...line, planId },
    plan: planToExecute(planId, plan),
  };
}
