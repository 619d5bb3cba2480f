import type { Prepared, StartRequest } from "../define-operation.ts";
import type { SyncedPolicies } from "./chosen-policies.ts";
import type { PolicySnapshotInput } from "./policy.snapshot.input.ts";

/** One snapshot of a policy at a time. Whether the provider still has the policy is asked when the work begins. */
export async function prepare(
  { input: { policyId }, scope }: StartRequest<PolicySnapshotInput>,
  { policies }: SyncedPolicies,
): Promise<Prepared> {
  if ((await policies.find(scope, policyId)) === undefined) {
    const message = "The environment has no synced policy with this id. Sync the policies, or choose another one.";
    return { kind: "refuse", errors: [{ path: "policyId", message }] };
  }
  return { kind: "start", identity: { policyId }, line: { policyId }, input: { policyId }, context: { policyId } };
}
