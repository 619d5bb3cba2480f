import type { Access } from "../../shared/access/access-store.ts";
import type { Member } from "../../shared/access/member.ts";
import type { SelectEnvironments, Selected } from "../../shared/actionability/select-environments.ts";
import type { EnvironmentSelection } from "../../shared/run/environment-selection.ts";

interface Dependencies {
  readonly access: Pick<Access, "listEnvironments">;
  readonly selectEnvironments: SelectEnvironments;
}

/** Finds the environments of a selection among those that a member sees. */
export function createSelectTargets({ access, selectEnvironments }: Dependencies) {
  return async function selectTargets(member: Member, selection: EnvironmentSelection): Promise<Selected> {
    const { workspace, archivedEnvironments: archived } = member;
    const places = await access.listEnvironments(member);
    return selectEnvironments({ workspaceId: workspace.id, places, archived }, selection);
  };
}
export type SelectTargets = ReturnType<typeof createSelectTargets>;
