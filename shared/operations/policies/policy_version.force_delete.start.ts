import type { Prepared, StartRequest } from "../define-operation.ts";
import { type PreparePlanDependencies, preparePlan } from "../plans/prepare-plan.ts";
import type { PolicyVersionPurgeInput } from "./policy-version.input.ts";
import type { VersionState } from "./purge-body.ts";

type Scope = StartRequest<unknown>["scope"];

interface PrepareDependencies extends PreparePlanDependencies {
  readonly versionArchive: { find(scope: Scope, contentHash: string): Promise<VersionState | undefined> };
}

/** Prepares the plan, or its execution, of deleting an archived version permanently. */
export async function prepare(
  { input, scope }: StartRequest<PolicyVersionPurgeInput>,
  needs: PrepareDependencies,
): Promise<Prepared> {
  const { policyVersionId } = input;
  const version = await needs.versionArchive.find(scope, policyVersionId);
  const refuse = (message: string): Prepared => ({ kind: "refuse", errors: [{ path: "policyVersionId", message }] });
  if (version === undefined) return refuse("The environment has no policy version with this id.");
  if (input.planId === undefined) {
    if (version.purgedAt !== undefined) return refuse("The version was deleted already.");
    if (version.archivedAt === undefined)
      return refuse("Only an archived version can be deleted. Prune versions first.");
  }
  const subject = { policyVersionId };
  return preparePlan(
    { type: "policy_version.force_delete", scope, given: input, subject, correlation: subject },
    needs,
  );
}
