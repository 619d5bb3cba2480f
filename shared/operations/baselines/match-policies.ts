import type { PolicyCollection } from "../provider/provider-access.ts";

/** A policy of either side, by what identifies it. */
export interface Named {
  readonly collection: PolicyCollection;
  readonly policyId: string;
  readonly displayName: string;
}

/** How a policy of the baseline was found again. */
export type Match<Baseline, Current> =
  | { readonly kind: "same" | "recreated"; readonly item: Baseline; readonly policy: Current }
  | { readonly kind: "missing" | "ambiguous"; readonly item: Baseline };

export interface Matches<Baseline, Current> {
  readonly matches: readonly Match<Baseline, Current>[];
  /** Policies that the baseline does not know. */
  readonly extra: readonly Current[];
}

/** Unique within an environment: the provider's ids are unique within a collection only. */
export const keyOfPolicy = ({ collection, policyId }: Named): string => `${collection}:${policyId}`;

/**
 * Finds the policies of a baseline again: in its own environment by the id that a restore bound it to, or its own id; a
 * policy whose id is gone and whose name another has is recreated. In another environment by collection and a name that
 * is unique on both sides; an empty name matches nothing.
 */
export function matchPolicies<Baseline extends Named, Current extends Named>(
  items: readonly Baseline[],
  current: readonly Current[],
  {
    isOwnEnvironment,
    boundIds,
  }: { readonly isOwnEnvironment: boolean; readonly boundIds: ReadonlyMap<string, string> },
): Matches<Baseline, Current> {
  const byKey = new Map(current.map((policy) => [keyOfPolicy(policy), policy]));
  const taken = new Set<string>();
  const found = new Map<string, Current>();
  if (isOwnEnvironment) {
    for (const item of items) {
      const bound = boundIds.get(keyOfPolicy(item));
      const ids = [...(bound === undefined ? [] : [bound]), item.policyId];
      const policy = ids
        .map((policyId) => byKey.get(keyOfPolicy({ ...item, policyId })))
        .find((one) => one !== undefined);
      if (policy === undefined || taken.has(keyOfPolicy(policy))) continue;
      taken.add(keyOfPolicy(policy));
      found.set(keyOfPolicy(item), policy);
    }
  }
  const lost = items.filter((item) => !found.has(keyOfPolicy(item)));
  const free = current.filter((policy) => !taken.has(keyOfPolicy(policy)));
  const wantedBy = countedBy(lost);
  const named = groupedBy(free);

  const matches = items.map((item): Match<Baseline, Current> => {
    const known = found.get(keyOfPolicy(item));
    if (known !== undefined) return { kind: "same", item, policy: known };
    const candidates = item.displayName === "" ? [] : (named.get(nameOf(item)) ?? []);
    const [policy] = candidates;
    if (policy === undefined) return { kind: "missing", item };
    if (candidates.length > 1 || (wantedBy.get(nameOf(item)) ?? 0) > 1) return { kind: "ambiguous", item };
    taken.add(keyOfPolicy(policy));
    return { kind: isOwnEnvironment ? "recreated" : "same", item, policy };
  });
  const isAmbiguous = new Set(matches.flatMap(({ kind, item }) => (kind === "ambiguous" ? [nameOf(item)] : [])));
  const extra = free.filter((policy) => !taken.has(keyOfPolicy(policy)) && !isAmbiguous.has(nameOf(policy)));
  return { matches, extra };
}

const nameOf = ({ collection, displayName }: Named) => `${collection}:${displayName}`;

function groupedBy<Policy extends Named>(policies: readonly Policy[]): Map<string, Policy[]> {
  const groups = new Map<string, Policy[]>();
  for (const policy of policies) groups.set(nameOf(policy), [...(groups.get(nameOf(policy)) ?? []), policy]);
  return groups;
}

function countedBy(policies: readonly Named[]): Map<string, number> {
  return new Map([...groupedBy(policies)].map(([name, group]) => [name, group.length]));
}
