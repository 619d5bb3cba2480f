import { batchGet } from "../ledger/batch-get.ts";
import { userKey, workspaceKey } from "../ledger/keys.ts";
import type { PlatformCapability } from "./capabilities.ts";
import {
  directoryPartition,
  memberSortPrefix,
  platformSortKey,
  type StoredMembership,
  storedMembership,
  storedPlatform,
  workspaceAttributes,
} from "./items.ts";
import { type AccessTarget, readPartition } from "./partition.ts";

/** Members and platform access, for callers who may manage them. */
export function createPeople(target: AccessTarget) {
  return {
    /** All current and former members, by id. A workspace has few. */
    async listMembers(workspaceId: string): Promise<(StoredMembership & { readonly id: string })[]> {
      const items = await readPartition(target, workspaceKey(workspaceId, "#").pk, memberSortPrefix);
      return items.map((item) => ({
        id: item.sk.slice(memberSortPrefix.length),
        ...storedMembership.parse(item),
      }));
    },

    /** A user's capabilities on the platform plane, in one call; undefined without access. */
    async findPlatform(user: string): Promise<readonly PlatformCapability[] | undefined> {
      const [item] = await batchGet({ ...target, isConsistent: true }, [userKey(user, platformSortKey)]);
      return item === undefined ? undefined : storedPlatform.parse(item).capabilities;
    },

    /** The archived environments of a workspace, in one call; empty when it does not exist. */
    async findArchived(workspaceId: string): Promise<readonly string[]> {
      const [item] = await batchGet({ ...target, isConsistent: true }, [workspaceKey(workspaceId, "#")]);
      return item === undefined ? [] : workspaceAttributes.parse(item).archivedEnvironments;
    },

    /** The ids of all workspaces. */
    async listWorkspaceIds(): Promise<string[]> {
      return (await readPartition(target, directoryPartition)).map(({ sk }) => sk);
    },
  };
}
export type People = ReturnType<typeof createPeople>;
