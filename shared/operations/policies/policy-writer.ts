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
