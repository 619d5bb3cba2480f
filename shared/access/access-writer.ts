import * as z from "zod";
import type { Clock } from "../clock.ts";
import { batchGet } from "../ledger/batch-get.ts";
import { workspaceKey } from "../ledger/keys.ts";
import { type Beside, writeTogether } from "../ledger/write-together.ts";
import {
  directoryItem,
  environmentItem,
  environmentSortKey,
  type Membership,
  memberPointerItem,
  memberSortKey,
  membershipAttributes,
  membershipItem,
  workspaceItem,
} from "./items.ts";
import { roleIn } from "./member.ts";
import type { AccessTarget } from "./partition.ts";
import { createPeople } from "./people-store.ts";

/** What became of a change of somebody's membership. `unchanged`: it was like that already. */
export type MemberWritten =
  | { readonly result: "written" | "unchanged"; readonly membership: Membership }
  | { readonly result: "last_owner" | "absent" };

const membersVersion = z.object({ membersVersion: z.number().int().default(0) });
/** A workspace and an environment are each no more than a name. */
const named = z.object({ name: z.string() });
/** Each round means that somebody else wrote the same thing meanwhile. */
const roundsMax = 8;

const isAbsent = "attribute_not_exists(pk)";

/**
 * Changes who is where, each change together with what the caller gives to be stored beside it; what is like that
 * already is not written. Nothing is deleted: a membership ends by `removedAt`. The members of one workspace change
 * one after another, by a version on the workspace's item; otherwise two owners could each remove the other, both
 * having seen that one is left.
 */
export function createAccessWriter({ clock, ...target }: AccessTarget & { readonly clock: Clock }) {
  const people = createPeople(target);

  async function find(key: ReturnType<typeof workspaceKey>) {
    const [item] = await batchGet({ ...target, isConsistent: true }, [key]);
    return item;
  }

  async function changeMember(
    workspaceId: string,
    user: string,
    change: (stored: Membership | undefined) => Membership | undefined,
    beside: Beside,
  ): Promise<MemberWritten> {
    for (let round = 0; round < roundsMax; round++) {
      const key = workspaceKey(workspaceId, "#");
      const version = membersVersion.parse(await find(key)).membersVersion;
      const members = await people.listMembers(workspaceId);
      const stored = members.find(({ id }) => id === user);
      const membership = change(stored);
      if (membership === undefined) return { result: "absent" };
      if (stored !== undefined && isSame(stored, membership)) return { result: "unchanged", membership: stored };
      const isOwnerLeft = isOwner(membership) || members.some((other) => other.id !== user && isOwner(other));
      if (!isOwnerLeft) return { result: "last_owner" };
      const turn = {
        key,
        change: "SET #membersVersion = :next",
        condition: "#membersVersion = :read OR (attribute_not_exists(#membersVersion) AND :read = :zero)",
        values: { read: version, next: version + 1, zero: 0 },
      };
      const items = [membershipItem(workspaceId, user, membership), memberPointerItem(workspaceId, user)];
      const parts = [turn, ...items.map((item) => ({ item })), beside(stored === undefined)];
      if (await writeTogether(target, parts)) return { result: "written", membership };
    }
    throw new Error(`members of ${workspaceId}: others kept changing them; send the request again`);
  }

  /** Gives what has a name another one. */
  async function rename(key: ReturnType<typeof workspaceKey>, name: string, beside: Beside) {
    for (let round = 0; round < roundsMax; round++) {
      const item = await find(key);
      if (item === undefined) return "absent";
      const before = named.parse(item).name;
      if (before === name) return "exists";
      const change = { key, change: "SET #name = :name", condition: "#name = :before", values: { name, before } };
      if (await writeTogether(target, [change, beside(false)])) return "exists";
    }
    throw new Error(`writing ${key.pk} ${key.sk}: others kept changing it; send the request again`);
  }

  return {
    /** Lets somebody in, lets them in again, or changes what they are; whole, each time. */
    writeMember: (
      workspaceId: string,
      user: string,
      membership: Pick<Membership, "role" | "environments">,
      beside: Beside,
    ) => changeMember(workspaceId, user, () => membership, beside),

    /** Ends a membership; the same again changes nothing. */
    removeMember: (workspaceId: string, user: string, beside: Beside) =>
      changeMember(
        workspaceId,
        user,
        (stored) => {
          if (stored === undefined || stored.removedAt !== undefined) return stored;
          return { ...stored, removedAt: clock.now().toISOString() };
        },
        beside,
      ),

    /** Creates or renames an environment. */
    async writeEnvironment(workspaceId: string, environmentId: string, name: string, beside: Beside): Promise<void> {
      const item = environmentItem(workspaceId, environmentId, { name });
      const key = workspaceKey(workspaceId, environmentSortKey(environmentId));
      if ((await rename(key, name, beside)) === "exists") return;
      if (await writeTogether(target, [{ item, condition: isAbsent }, beside(true)])) return;
      // Somebody else made it in between, perhaps by another name.
      await rename(key, name, beside);
    },

    /** Creates a workspace with its first owner, all of it or nothing; false when it exists. */
    createWorkspace(workspaceId: string, { name, owner }: { name: string; owner: string }, beside: Beside) {
      const others = [
        directoryItem(workspaceId),
        membershipItem(workspaceId, owner, { role: "owner", environments: "all" }),
        memberPointerItem(workspaceId, owner),
      ];
      return writeTogether(target, [
        { item: workspaceItem(workspaceId, { name }), condition: isAbsent },
        ...others.map((item) => ({ item })),
        beside(true),
      ]);
    },

    /** Gives a workspace that exists another name. */
    renameWorkspace: (workspaceId: string, name: string, beside: Beside) =>
      rename(workspaceKey(workspaceId, "#"), name, beside),

    /** Whether this person owns the workspace now. */
    async isOwnedBy(workspaceId: string, user: string): Promise<boolean> {
      const item = await find(workspaceKey(workspaceId, memberSortKey(user)));
      return item !== undefined && isOwner(membershipAttributes.parse(item));
    },
  };
}
export type AccessWriter = ReturnType<typeof createAccessWriter>;

const isOwner = (membership: Membership) => roleIn(membership) === "owner" && membership.removedAt === undefined;

function isSame(stored: Membership, wanted: Membership): boolean {
  const textOf = ({ role, environments, removedAt }: Membership) =>
    JSON.stringify([role, environments === "all" ? environments : environments.toSorted(), removedAt]);
  return textOf(stored) === textOf(wanted);
}
