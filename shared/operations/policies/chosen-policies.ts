import type { Prepared, StartRequest } from "../define-operation.ts";
import type { PolicyCollection } from "../provider/provider-access.ts";
import type { OpenedChanges } from "../restores/change-set-work.ts";
import type { ChangeAction } from "../restores/restore-record.ts";

type Scope = StartRequest<unknown>["scope"];

/** A policy as it is stored here, whether or not the provider still has it. */
export interface StoredPolicy {
  readonly id: string;
  readonly collection: PolicyCollection;
  readonly displayName: string;
  readonly contentHash: string;
  readonly providerConnectionId: string;
  readonly removedAt?: string | undefined;
}
export interface SyncedPolicies {
  readonly policies: { find(scope: Scope, id: string): Promise<StoredPolicy | undefined> };
}

const errorsMax = 5;

/** A refusal that names policies by their place in the request when they are not synced; undefined when all are. */
export function refuseUnknown(policyIds: readonly string[], known: ReadonlySet<string>): Prepared | undefined {
  const message = "is no synced policy of the environment; sync the policies, or choose another one";
  const errors = policyIds.flatMap((id, index) => (known.has(id) ? [] : [{ path: `policyIds.${index}`, message }]));
  return errors.length === 0 ? undefined : { kind: "refuse", errors: errors.slice(0, errorsMax) };
}

/** The same for policies that may have been removed since: only those that were never synced are named. */
export async function refuseUnsynced(
  scope: Scope,
  policyIds: readonly string[],
  { policies }: SyncedPolicies,
): Promise<Prepared | undefined> {
  const found = await Promise.all(policyIds.map((id) => policies.find(scope, id)));
  return refuseUnknown(policyIds, new Set(policyIds.filter((_id, index) => found[index] !== undefined)));
}

/** Changes to chosen policies, in the order of the choice; unknown ones are left out. */
export async function openChosen(
  action: ChangeAction,
  scope: Scope,
  policyIds: readonly string[],
  { policies }: SyncedPolicies,
): Promise<OpenedChanges> {
  const found = await Promise.all(policyIds.map((id) => policies.find(scope, id)));
  const items = found
    .filter((policy) => policy !== undefined)
    .map(({ id: itemId, collection, displayName, contentHash }) => ({ itemId, collection, displayName, contentHash }));
  return { source: { action }, requestedItems: policyIds, items };
}
