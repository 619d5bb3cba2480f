import type { KnownRole } from "../roles.ts";
import { type Capability, capabilitiesOf, hasCapability } from "./capabilities.ts";
import type { StoredMembership } from "./items.ts";

/** Something with an id and the name people gave it. */
export interface Place {
  readonly id: string;
  readonly name: string;
}

/** Somebody inside a workspace: what they see of it and what they may do there. Their role stays in here. */
export interface Member {
  readonly workspace: Place;
  readonly environments: "all" | readonly string[];
  /** Environments in which nothing is started any more. They may hold more than this member sees. */
  readonly archivedEnvironments: readonly string[];
  readonly capabilities: readonly Capability[];
  can(capability: string): boolean;
}

/** The member a stored membership makes; undefined once it was removed. */
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
 * An owner owns the whole workspace. One who was limited to some environments, as an earlier release stored it, is a
 * manager of these: otherwise they could give themselves, or others, what they do not have.
 */
export function roleIn<Held extends KnownRole>({
  role,
  environments,
}: Pick<StoredMembership, "environments"> & { readonly role: Held }): Held | "manager" {
  return role === "owner" && environments !== "all" ? "manager" : role;
}

/** Whether nothing is started here any more; never for the workspace as a whole. */
export function isArchived(member: Pick<Member, "archivedEnvironments">, environmentId: string | null): boolean {
  return environmentId !== null && member.archivedEnvironments.includes(environmentId);
}

/** Whether a member sees what belongs to an environment, or (null) to the workspace as a whole. */
export function sees(member: Pick<Member, "environments">, environmentId: string | null): boolean {
  if (member.environments === "all") return true;
  return environmentId !== null && member.environments.includes(environmentId);
}
