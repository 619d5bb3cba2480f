import { type Capability, capabilitiesOf, hasCapability } from "./capabilities.ts";
import type { StoredMembership } from "./items.ts";
import type { KnownRole } from "./roles.ts";

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
  can(capability: string): boolean;
}

/** Builds a member from a stored membership; undefined once it was removed. */
export function memberOf(
  workspace: Place,
  membership: StoredMembership,
  archivedEnvironments: readonly string[] = [],
): Member | undefined {
  if (membership.removedAt !== undefined) return undefined;
  const { environments } = membership;
  const role = roleIn(membership);
  return {
    workspace,
    environments,
    archivedEnvironments,
    capabilities: capabilitiesOf(role),
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
