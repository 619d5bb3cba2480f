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
import { type AccessTarget, keyed, readPartition } from "./partition.ts";

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

    /** Names of these workspaces; missing ones are omitted. Names grant no access, so an eventual read suffices. */
    async findWorkspaceNames(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
      const keys = [...new Set(ids)].map((id) => workspaceKey(id, "#"));
      const items = (await batchGet({ ...target, isConsistent: false }, keys)).map((item) => keyed.parse(item));
      return new Map(items.map((item) => [item.pk.slice("WS#".length), workspaceAttributes.parse(item).name]));
    },

    /** The ids of all workspaces. */
    async listWorkspaceIds(): Promise<string[]> {
      return (await readPartition(target, directoryPartition)).map(({ sk }) => sk);
    },
  };
}
export type People = ReturnType<typeof createPeople>;
