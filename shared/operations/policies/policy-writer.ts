import type { CallBudget, PolicyCollection, ProviderAnswer, ProviderConnection } from "../provider/provider-access.ts";
import type { PolicyBody } from "../restores/restore-content.ts";
import type { PolicyProvider } from "./policy-sync-pages.ts";

export interface PolicyPlace {
  readonly collection: PolicyCollection;
  readonly id: string;
}

/** Reads and writes single policies. "refused": the provider understood the request and rejects the body. */
export interface PolicyWriter extends PolicyProvider {
  readPolicy(
    connection: ProviderConnection,
    place: PolicyPlace,
    budget: CallBudget,
  ): Promise<ProviderAnswer<PolicyBody | "absent">>;
  /** The policy with whom it is assigned to. */
  readAssigned(
    connection: ProviderConnection,
    place: PolicyPlace,
    budget: CallBudget,
  ): Promise<ProviderAnswer<PolicyBody | "absent">>;
  /** Replaces every assignment of a policy. Safe to repeat. */
  assignPolicy(
    connection: ProviderConnection,
    place: PolicyPlace,
    body: object,
    budget: CallBudget,
  ): Promise<ProviderAnswer<"written" | "refused">>;
  /** Replaces every action of a compliance policy. Safe to repeat. */
  scheduleActions(
    connection: ProviderConnection,
    place: PolicyPlace,
    rules: readonly object[],
    budget: CallBudget,
  ): Promise<ProviderAnswer<"written" | "refused">>;
  /** Safe to repeat: a policy that is gone counts as deleted. */
  deletePolicy(
    connection: ProviderConnection,
    place: PolicyPlace,
    budget: CallBudget,
  ): Promise<ProviderAnswer<"written" | "refused">>;
  /** Safe to repeat. */
  writePolicy(
    connection: ProviderConnection,
    place: PolicyPlace,
    body: PolicyBody,
    budget: CallBudget,
  ): Promise<ProviderAnswer<"written" | "refused">>;
  /** Not safe to repeat: the policy may exist even after a failure. */
  createPolicy(
    connection: ProviderConnection,
    collection: PolicyCollection,
    body: PolicyBody,
    budget: CallBudget,
  ): Promise<ProviderAnswer<{ readonly id: string } | "refused">>;
}
