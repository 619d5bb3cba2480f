import type { Prepared, StartRequest } from "../define-operation.ts";
import { type PreparePlanDependencies, preparePlan } from "../plans/prepare-plan.ts";
import type { PolicyVersionPruneInput } from "./policy-version.input.ts";

/** Prepares the plan, or its execution, of archiving the old versions of all policies. */
export async function prepare(
  { input, scope }: StartRequest<PolicyVersionPruneInput>,
  needs: PreparePlanDependencies,
): Promise<Prepared> {
  const { keepLast, olderThanDays } = input;
  const subject = { keepLast, olderThanDays };
  const correlation = { selectionHash: `${keepLast}:${olderThanDays}` };
  return preparePlan({ type: "policy_version.prune", scope, given: input, subject, correlation }, needs);
}
