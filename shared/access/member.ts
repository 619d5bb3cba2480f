import { type Capability, capabilitiesOf, hasCapability } from "./capabilities.ts";
import type { Membership } from "./items.ts";

/** Something with an id and the name people gave it. */
export interface Place {
  readonly id: string;
  readonly name: string;
}

/** Somebody inside a workspace: what they see of it and what they may do there. Their role stays in here. */
export interface Member {
  readonly workspace: Place;
  readonly environments: "all" | readonly string[];
  readonly capabilities: readonly Capability[];
  can(capability: string): boolean;
}

/** The member a stored membership makes; undefined once it was removed. */
export function memberOf(workspace: Place, membership: Membership): Member | undefined {
  if (membership.removedAt !== undefined) return undefined;
  const { role, environments } = membership;
  return {
    workspace,
    environments,
    capabilities: capabilitiesOf(role),
    can: (capability) => hasCapability(role, capability),
  };
}

/** Whether a member sees what belongs to an environment, or (null) to the workspace as a whole. */
export function sees(member: Pick<Member, "environments">, environmentId: string | null): boolean {
  if (member.environments === "all") return true;
  return environmentId !== null && member.environments.includes(environmentId);
}
