import { createHash } from "node:crypto";
import { canonicalJson } from "../../run/identity.ts";
import type { StartRequest } from "../define-operation.ts";
import type { PolicyCollection } from "../provider/provider-access.ts";
import type { ExportForm } from "./policy.export.input.ts";

/** A policy that is exported in its last synced version. */
export interface ExportedPolicy {
  readonly policyId: string;
  readonly collection: PolicyCollection;
  readonly displayName: string;
  readonly contentHash: string;
}
export interface ExportedPolicies {
  readonly policies: {
    readCurrent(scope: StartRequest<unknown>["scope"]): Promise<{ readonly policies: readonly ExportedPolicy[] }>;
  };
}

/** Part of the fingerprint: another form is another export. */
export const exportFormatVersion = 1;

/** The chosen policies that the provider still had at the last sync, ordered by collection and id. */
export async function exportedPolicies(
  scope: StartRequest<unknown>["scope"],
  selection: readonly string[] | "all",
  { policies }: ExportedPolicies,
): Promise<readonly ExportedPolicy[]> {
  const { policies: current } = await policies.readCurrent(scope);
  const chosen = selection === "all" ? undefined : new Set(selection);
  const keyOf = ({ collection, policyId }: ExportedPolicy) => `${collection}/${policyId}`;
  return current
    .filter(({ policyId }) => chosen === undefined || chosen.has(policyId))
    .map(({ policyId, collection, displayName, contentHash }) => ({ policyId, collection, displayName, contentHash }))
    .toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
}

/** Equal exactly when two exports have the same policies in the same versions and the same form. */
export function exportFingerprint(exported: readonly ExportedPolicy[], form: ExportForm): string {
  const versions = exported.map(({ collection, policyId, contentHash }) => [collection, policyId, contentHash]);
  return createHash("sha256")
    .update(canonicalJson(["runtruth.policy-export", exportFormatVersion, form, versions]))
    .digest("hex");
}
