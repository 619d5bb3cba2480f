import * as z from "zod";
import type { Clock } from "../clock.ts";
import { batchGet } from "../ledger/batch-get.ts";
import { workspaceKey } from "../ledger/keys.ts";
import { type Beside, writeTogether } from "../ledger/write-together.ts";
import {
  directoryItem,
  environmentItem,
  environmentSortKey,
  environmentSortPrefix,
  type Membership,
  memberPointerItem,
  memberSortKey,
  membershipItem,
  type StoredMembership,
  storedMembership,
  workspaceItem,
} from "./items.ts";
import { type AccessLimits, accessLimits } from "./limits.ts";
import { roleIn } from "./member.ts";
import { type AccessTarget, readPartition } from "./partition.ts";
import { createPeople } from "./people-store.ts";
import { readBook, unturned, type WorkspaceBook } from "./workspace-book.ts";

/**
 * What became of a change of a membership. `unchanged`: it was like that already. `full`: no room for one more.
 * `has_owner`: the change is for a workspace without an owner.
 */
export type MemberWritten =
  | { readonly result: "written" | "unchanged"; readonly membership: StoredMembership }
  | { readonly result: "last_owner" | "full" | "absent" | "has_owner" };

/** A workspace and an environment are each no more than a name. */
const named = z.object({ name: z.string() });
const archivable = z.object({ archivedAt: z.string().optional() });
/** Each round means that somebody else wrote the same thing meanwhile. */
const roundsMax = 8;

const isAbsent = "attribute_not_exists(pk)";

/**
 * Changes who is where, each change together with what the caller gives to be stored beside it; what is like that
 * already is not written. Nothing is deleted: a membership ends by `removedAt`. The members of one workspace change
 * one after another, by a version on the workspace's item; otherwise two owners could each remove the other, both
 * having seen that one is left.
 */
export function createAccessWriter({
  clock,
  limits = accessLimits,
  ...target
}: AccessTarget & { readonly clock: Clock; readonly limits?: AccessLimits }) {
  const people = createPeople(target);

  async function find(key: ReturnType<typeof workspaceKey>) {
    const [item] = await batchGet({ ...target, isConsistent: true }, [key]);
    return item;
  }

  /**
   * The page is read before the member, so that a member who was changed in between is found by the page's version. What
   * the count adds up to is exact: changes of one workspace's members follow one another.
   */
  async function changeMember(
    workspaceId: string,
    user: string,
    change: (stored: StoredMembership | undefined) => StoredMembership | undefined,
    beside: Beside,
    isForOwnerless = false,
  ): Promise<MemberWritten> {
    const key = workspaceKey(workspaceId, "#");
    for (let round = 0; round < roundsMax; round++) {
      const book = readBook(await find(key));
      const item = await find(workspaceKey(workspaceId, memberSortKey(user)));
      const stored = item === undefined ? undefined : storedMembership.parse(item);
      const membership = change(stored);
      if (membership === undefined) return { result: "absent" };
      if (stored !== undefined && isSame(stored, membership)) return { result: "unchanged", membership: stored };

      // A role that only a newer release knows can be ended or replaced here, and not be written.
      const { role } = membership;
      const written = { ...membership, role: role === "unknown" ? "readonly" : role };
      const before = await countMembers(workspaceId, book);
      if (isForOwnerless && before.owners > 0) return { result: "has_owner" };
      const next = book.membersVersion + 1;
      const counted = {
        at: next,
        current: before.current + difference(isCurrent, stored, membership),
        owners: before.owners + difference(isOwner, stored, membership),
      };
      if (counted.owners < 1) return { result: "last_owner" };
      if (counted.current > Math.max(limits.members, before.current)) return { result: "full" };
      const turn = {
        key,
        change: "SET #membersVersion = :next, #membersCounted = :counted",
        condition: unturned("membersVersion"),
        values: { read: book.membersVersion, next, counted, zero: 0 },
      };
      const items = [membershipItem(workspaceId, user, written), memberPointerItem(workspaceId, user)];
      const parts = [turn, ...items.map((one) => ({ item: one })), beside(stored === undefined)];
      if (await writeTogether(target, parts)) return { result: "written", membership };
    }
    throw new Error(`members of ${workspaceId}: others kept changing them; send the request again`);
  }

  async function countMembers(workspaceId: string, { membersVersion, membersCounted }: WorkspaceBook) {
    if (membersCounted?.at === membersVersion) return membersCounted;
    const members = await people.listMembers(workspaceId);
    return { current: members.filter(isCurrent).length, owners: members.filter(isOwner).length };
  }

  /** A further page of the book: which environments there are, and which of them are archived. */
  function environmentsTurn(workspaceId: string, book: WorkspaceBook, count: number | undefined, archived: string[]) {
    const next = book.environmentsVersion + 1;
    return {
      key: workspaceKey(workspaceId, "#"),
      change: "SET #environmentsVersion = :next, #environmentsCounted = :counted, #archivedEnvironments = :archived",
      condition: unturned("environmentsVersion"),
      values: {
        read: book.environmentsVersion,
        zero: 0,
        next,
        archived,
        // One that was not counted is counted by whoever needs it.
        counted: count === undefined ? { at: -1, count: 0 } : { at: next, count },
      },
    };
  }

  const countedEnvironments = ({ environmentsVersion, environmentsCounted }: WorkspaceBook) =>
    environmentsCounted?.at === environmentsVersion ? environmentsCounted.count : undefined;

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

    /** Gives a workspace without an owner one; `has_owner` where another person owns it. */
    appointOwner: (workspaceId: string, user: string, beside: Beside) =>
      changeMember(workspaceId, user, () => ({ role: "owner", environments: "all" }), beside, true),

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

    /** Creates or renames an environment; `full` when there is no room for one more. */
    async writeEnvironment(
      workspaceId: string,
      environmentId: string,
      name: string,
      beside: Beside,
    ): Promise<"written" | "full"> {
      const item = environmentItem(workspaceId, environmentId, { name });
      const key = workspaceKey(workspaceId, environmentSortKey(environmentId));
      for (let round = 0; round < roundsMax; round++) {
        if ((await rename(key, name, beside)) === "exists") return "written";
        const book = readBook(await find(workspaceKey(workspaceId, "#")));
        const count =
          countedEnvironments(book) ??
          (await readPartition(target, workspaceKey(workspaceId, "#").pk, environmentSortPrefix)).length;
        if (count >= limits.environments) return "full";
        const turn = environmentsTurn(workspaceId, book, count + 1, book.archivedEnvironments);
        if (await writeTogether(target, [{ item, condition: isAbsent }, turn, beside(true)])) return "written";
      }
      throw new Error(`environments of ${workspaceId}: others kept changing them; send the request again`);
    },

    /** Archives an environment or takes it back; the same again changes nothing. False when there is none. */
    async setArchived(
      workspaceId: string,
      environmentId: string,
      isArchived: boolean,
      beside: Beside,
    ): Promise<boolean> {
      const key = workspaceKey(workspaceId, environmentSortKey(environmentId));
      for (let round = 0; round < roundsMax; round++) {
        const item = await find(key);
        if (item === undefined) return false;
        if ((archivable.parse(item).archivedAt !== undefined) === isArchived) return true;
        const book = readBook(await find(workspaceKey(workspaceId, "#")));
        const others = book.archivedEnvironments.filter((id) => id !== environmentId);
        const archived = isArchived ? [...others, environmentId] : others;
        const environment = isArchived
          ? {
              key,
              change: "SET #archivedAt = :now",
              condition: "attribute_exists(pk) AND attribute_not_exists(#archivedAt)",
              values: { now: clock.now().toISOString() },
            }
          : { key, change: "REMOVE #archivedAt", condition: "attribute_exists(#archivedAt)", values: {} };
        const turn = environmentsTurn(workspaceId, book, countedEnvironments(book), archived);
        if (await writeTogether(target, [environment, turn, beside(false)])) return true;
      }
      throw new Error(`environment ${environmentId}: others kept changing it; send the request again`);
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
  };
}
export type AccessWriter = ReturnType<typeof createAccessWriter>;

const isCurrent = ({ removedAt }: StoredMembership) => removedAt === undefined;
const isOwner = (membership: StoredMembership) => roleIn(membership) === "owner" && membership.removedAt === undefined;

/** By how much a change raises the number of those who are so. */
function difference(
  isSo: (one: StoredMembership) => boolean,
  before: StoredMembership | undefined,
  after: StoredMembership,
): number {
  return Number(isSo(after)) - Number(before !== undefined && isSo(before));
}

function isSame(stored: StoredMembership, wanted: StoredMembership): boolean {
  const textOf = ({ role, environments, removedAt }: StoredMembership) =>
    JSON.stringify([role, environments === "all" ? environments : environments.toSorted(), removedAt]);
  return textOf(stored) === textOf(wanted);
}
