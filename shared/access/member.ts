import { type Capability, capabilitiesOf, hasCapability } from "./capabilities.ts";
import type { StoredMembership } from "./items.ts";
import type { KnownRole, MemberKind } from "./roles.ts";

/** A resource with an id and a display name. */
export interface Place {
  readonly id: string;
  readonly name: string;
}

/** A caller's view of one workspace: visible environments and capabilities. The role is not exposed. */
export interface Member {
  readonly workspace: Place;
  readonly environments: "all" | readonly string[];
  /** Environments where no work starts any more; may include ones that this member does not see. */
  readonly archivedEnvironments: readonly string[];
  readonly capabilities: readonly Capability[];
  readonly kind: MemberKind;
  /** The member whose client, or whose second account, this one is. */
  readonly ownerId?: string | undefined;
  can(capability: string): boolean;
}

/** Builds a member from a stored membership; undefined once it was removed. */
export function memberOf(
  workspace: Place,
  membership: StoredMembership,
  archivedEnvironments: readonly string[] = [],
): Member | undefined {
  if (membership.removedAt !== undefined) return undefined;
  const { environments, kind, ownerId } = membership;
  const role = roleIn(membership);
  return {
    workspace,
    environments,
    archivedEnvironments,
    capabilities: capabilitiesOf(role),
    kind,
    ownerId,
    can: (capability) => hasCapability(role, capability),
  };
}

/**
 * An owner owns the whole workspace. An owner restricted to some environments, as stored by an earlier release, is
 * treated as their manager: otherwise they could grant rights they do not have.
 */
export function roleIn<Held extends KnownRole>({
  role,
  environments,
}: Pick<StoredMembership, "environments"> & { readonly role: Held }): Held | "manager" {
  return role === "owner" && environments !== "all" ? "manager" : role;
}

/** Whether the environment is archived; never true for workspace-level work. */
export function isArchived(member: Pick<Member, "archivedEnvironments">, environmentId: string | null): boolean {
  return environmentId !== null && member.archivedEnvironments.includes(environmentId);
}

/** Whether a member may see an environment or, for null, workspace-level resources. */
export function sees(member: Pick<Member, "environments">, environmentId: string | null): boolean {
  if (member.environments === "all") return true;
  return environmentId !== null && member.environments.includes(environmentId);
}

/** Whether two memberships say the same; the order of environments says nothing. */
export function isSameMembership(stored: StoredMembership, wanted: StoredMembership): boolean {
  const sorted = ({ role, environments, removedAt, kind, ownerId }: StoredMembership) =>
    JSON.stringify([role, environments === "all" ? environments : environments.toSorted(), removedAt, kind, ownerId]);
  return sorted(stored) === sorted(wanted);
}
