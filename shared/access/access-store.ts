import { scopeId } from "../foundation/scope.ts";
import { batchGet } from "../ledger/batch-get.ts";
import { userKey, workspaceKey } from "../ledger/keys.ts";
import type { ApprovalRule } from "../run/approval-rule.ts";
import { isShortenedSubject } from "./bounded-subject.ts";
import type { PlatformCapability } from "./capabilities.ts";
import {
  environmentAttributes,
  environmentSortKey,
  environmentSortPrefix,
  memberSortKey,
  platformSortKey,
  storedMembership,
  storedPlatform,
  workspaceAttributes,
  workspacePointerPrefix,
} from "./items.ts";
import { isArchived, type Member, memberOf, type Place, sees } from "./member.ts";
import { type AccessItem, type AccessTarget, keyed, readPartition } from "./partition.ts";

interface Key {
  readonly pk: string;
  readonly sk: string;
}
const textOf = ({ pk, sk }: Key) => `${pk}\n${sk}`;

/** An environment, and since when it exists; unknown for one of an older release. */
export interface EnvironmentPlace extends Place {
  readonly createdAt?: string | undefined;
  /** When work needs the approval of a second person; absent: never. */
  readonly approval?: ApprovalRule | undefined;
}

/** A member in the requested environment. */
export interface EnvironmentMember extends Member {
  readonly environment: EnvironmentPlace;
}

/**
 * Resolves access. Reads are consistent: a removed member loses access at once. Every refusal is `undefined`, so that
 * callers cannot tell a missing resource from a hidden one.
 */
export function createAccess(target: AccessTarget) {
  async function getAll(keys: readonly Key[], isConsistent = true): Promise<Map<string, AccessItem>> {
    const items = await batchGet({ ...target, isConsistent }, keys);
    return new Map(items.map((item) => keyed.parse(item)).map((item) => [textOf(item), item]));
  }

  function memberFrom(found: Map<string, AccessItem>, user: string, workspaceId: string): Member | undefined {
    const workspace = found.get(textOf(workspaceKey(workspaceId, "#")));
    const membership = found.get(textOf(workspaceKey(workspaceId, memberSortKey(user))));
    if (workspace === undefined || membership === undefined) return undefined;
    const { name, archivedEnvironments } = workspaceAttributes.parse(workspace);
    return memberOf({ id: workspaceId, name }, storedMembership.parse(membership), archivedEnvironments);
  }

  async function findEnvironments(workspaceId: string, environmentIds: readonly string[]): Promise<EnvironmentPlace[]> {
    const ids = [...new Set(environmentIds)];
    const keyOf = (id: string) => workspaceKey(workspaceId, environmentSortKey(id));
    const found = await getAll(ids.map(keyOf), false);
    return ids.flatMap((id) => {
      const item = found.get(textOf(keyOf(id)));
      return item === undefined ? [] : [{ id, ...environmentAttributes.parse(item) }];
    });
  }

  async function listAllEnvironments(workspaceId: string): Promise<EnvironmentPlace[]> {
    const items = await readPartition(target, workspaceKey(workspaceId, "#").pk, environmentSortPrefix);
    return items.map((item) => ({
      id: item.sk.slice(environmentSortPrefix.length),
      ...environmentAttributes.parse(item),
    }));
  }

  const memberKeys = (user: string, workspaceId: string) => [
    workspaceKey(workspaceId, "#"),
    workspaceKey(workspaceId, memberSortKey(user)),
  ];

  return {
    /** The caller's membership of this workspace, in one call; undefined without access. */
    async enterWorkspace(user: string, workspaceId: string): Promise<Member | undefined> {
      if (!isScopeId(workspaceId)) return undefined;
      return memberFrom(await getAll(memberKeys(user, workspaceId)), user, workspaceId);
    },

    /** The caller's membership and one environment, in one call. */
    async enterEnvironment(
      user: string,
      workspaceId: string,
      environmentId: string,
    ): Promise<EnvironmentMember | undefined> {
      if (!isScopeId(workspaceId) || !isScopeId(environmentId)) return undefined;
      const environmentKey = workspaceKey(workspaceId, environmentSortKey(environmentId));
      const found = await getAll([...memberKeys(user, workspaceId), environmentKey]);
      const member = memberFrom(found, user, workspaceId);
      const environment = found.get(textOf(environmentKey));
      if (member === undefined || environment === undefined || !sees(member, environmentId)) return undefined;
      return { ...member, environment: { id: environmentId, ...environmentAttributes.parse(environment) } };
    },

    /** Whether an environment is archived, for callers without a member. */
    async isArchived(workspaceId: string, environmentId: string): Promise<boolean> {
      const key = workspaceKey(workspaceId, "#");
      const workspace = (await getAll([key])).get(textOf(key));
      return workspace !== undefined && isArchived(workspaceAttributes.parse(workspace), environmentId);
    },

    /**
     * When work in an environment needs an approval, and whether a user is an API client there; for callers without a
     * member.
     */
    async findApprovalRule(user: string, workspaceId: string, environmentId: string) {
      const memberKey = workspaceKey(workspaceId, memberSortKey(user));
      const environmentKey = workspaceKey(workspaceId, environmentSortKey(environmentId));
      const found = await getAll([memberKey, environmentKey]);
      const [membership, environment] = [found.get(textOf(memberKey)), found.get(textOf(environmentKey))];
      return {
        rule: environment === undefined ? undefined : environmentAttributes.parse(environment).approval,
        // A shortened subject cannot be looked up; clients may do less.
        isClient:
          isShortenedSubject(user) ||
          (membership !== undefined && storedMembership.parse(membership).kind === "client"),
      };
    },

    /**
     * Names of these environments; missing ones are omitted. Names grant no access, so an eventually consistent read
     * suffices.
     */
    async findEnvironmentNames(workspaceId: string, environmentIds: readonly string[]): Promise<Map<string, string>> {
      const found = await findEnvironments(workspaceId, environmentIds);
      return new Map(found.map(({ id, name }) => [id, name]));
    },

    /** The environments a member may see, by id. */
    async listEnvironments(member: Member): Promise<EnvironmentPlace[]> {
      const { id } = member.workspace;
      if (member.environments !== "all") return (await findEnvironments(id, member.environments)).toSorted(byId);
      return listAllEnvironments(id);
    },

    /** All environments of a workspace by id, for work of the platform. */
    listAllEnvironments,

    /** All workspaces of a user, by id, and their capabilities on the platform plane, if any. */
    async findStanding(user: string): Promise<{ members: Member[]; platform: PlatformCapability[] | undefined }> {
      // The same partition holds notifications, possibly many, so the query is limited by prefix.
      const pointers = await readPartition(target, userKey(user, "").pk, workspacePointerPrefix);
      const workspaceIds = pointers.map(({ sk }) => sk.slice(workspacePointerPrefix.length));
      const platformKey = userKey(user, platformSortKey);
      const found = await getAll([platformKey, ...workspaceIds.flatMap((id) => memberKeys(user, id))]);
      const platform = found.get(textOf(platformKey));
      return {
        members: workspaceIds.flatMap((id) => memberFrom(found, user, id) ?? []),
        platform: platform === undefined ? undefined : storedPlatform.parse(platform).capabilities,
      };
    },
  };
}
export type Access = ReturnType<typeof createAccess>;

const isScopeId = (text: string) => scopeId.safeParse(text).success;
const byId = (a: Place, b: Place) => (a.id < b.id ? -1 : 1);
