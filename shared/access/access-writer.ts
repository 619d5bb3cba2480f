import * as z from "zod";
import type { Clock } from "../foundation/clock.ts";
import { batchGet } from "../ledger/batch-get.ts";
import { workspaceKey } from "../ledger/keys.ts";
import { type AuditWrite, writeTogether } from "../ledger/write-together.ts";
import { type ApprovalRule, storedApprovalRule } from "../run/approval-rule.ts";
import { isOwnedRightly } from "./account-owner.ts";
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
import { isSameMembership, roleIn } from "./member.ts";
import { type AccessTarget, readPartition } from "./partition.ts";
import { createPeople } from "./people-store.ts";
import type { MemberKind } from "./roles.ts";
import { readBook, unchangedVersion, type WorkspaceBook } from "./workspace-book.ts";

/**
 * Result of a membership change. `unchanged`: nothing to do. `full`: quota reached. `has_owner`: the workspace
 * already has an owner.
 */
export type MemberWritten =
  | { readonly result: "written" | "unchanged"; readonly membership: StoredMembership }
  | { readonly result: "last_owner" | "full" | "absent" | "has_owner" | "account_owner_invalid" };

/** What a person may change of a workspace or an environment. */
const described = z.object({ name: z.string(), approval: storedApprovalRule.optional() });
type Described = z.infer<typeof described>;
const archivable = z.object({ archivedAt: z.string().optional() });
interface WantedDescription {
  readonly name: string;
  /** Absent: as it is; null: none. */
  readonly approval?: ApprovalRule | null | undefined;
}
interface WantedMembership extends Pick<Membership, "role" | "environments"> {
  readonly kind?: MemberKind | undefined;
  readonly ownerId?: string | null | undefined;
}
/** Each retry means that a concurrent writer changed the same item. */
const roundsMax = 8;

const isAbsent = "attribute_not_exists(pk)";

/**
 * Changes memberships and environments, each together with the items that the caller adds to the transaction;
 * unchanged values are not written. Nothing is deleted: a membership ends by `removedAt`. Membership changes of a
 * workspace are serialized by a version on its item; otherwise two owners could each remove the other, both having
 * read that one remains.
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

  /** The counters are read before the member, so that a concurrent change of the member fails on the version. */
  async function changeMember(
    workspaceId: string,
    user: string,
    change: (stored: StoredMembership | undefined) => StoredMembership | undefined,
    beside: AuditWrite,
    isForOwnerless = false,
  ): Promise<MemberWritten> {
    const key = workspaceKey(workspaceId, "#");
    for (let round = 0; round < roundsMax; round++) {
      const book = readBook(await find(key));
      const item = await find(workspaceKey(workspaceId, memberSortKey(user)));
      const stored = item === undefined ? undefined : storedMembership.parse(item);
      const membership = change(stored);
      if (membership === undefined) return { result: "absent" };
      const isOwned = await isOwnedRightly(user, stored, membership, () => people.listMembers(workspaceId));
      if (!isOwned) return { result: "account_owner_invalid" };
      if (stored !== undefined && isSameMembership(stored, membership))
        return { result: "unchanged", membership: stored };

      // A role of a newer release can be ended or replaced here, but not written.
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
        condition: unchangedVersion("membersVersion"),
        values: { read: book.membersVersion, next, counted, zero: 0 },
      };
      const items = [membershipItem(workspaceId, user, written), memberPointerItem(workspaceId, user)];
      const parts = [turn, ...items.map((one) => ({ item: one })), beside(stored === undefined, stored)];
      if (await writeTogether(target, parts)) return { result: "written", membership };
    }
    throw new Error(`members of ${workspaceId}: too many concurrent changes; retry the request`);
  }

  async function countMembers(workspaceId: string, { membersVersion, membersCounted }: WorkspaceBook) {
    if (membersCounted?.at === membersVersion) return membersCounted;
    const members = await people.listMembers(workspaceId);
    return { current: members.filter(isCurrent).length, owners: members.filter(isOwner).length };
  }

  /** Updates the counters of environments and the list of archived ones. */
  function environmentsTurn(workspaceId: string, book: WorkspaceBook, count: number | undefined, archived: string[]) {
    const next = book.environmentsVersion + 1;
    return {
      key: workspaceKey(workspaceId, "#"),
      change: "SET #environmentsVersion = :next, #environmentsCounted = :counted, #archivedEnvironments = :archived",
      condition: unchangedVersion("environmentsVersion"),
      values: {
        read: book.environmentsVersion,
        zero: 0,
        next,
        archived,
        // An unknown count is recounted by the next writer that needs it.
        counted: count === undefined ? { at: -1, count: 0 } : { at: next, count },
      },
    };
  }

  const countedEnvironments = ({ environmentsVersion, environmentsCounted }: WorkspaceBook) =>
    environmentsCounted?.at === environmentsVersion ? environmentsCounted.count : undefined;

  /** Changes an existing item; without an approval rule, it keeps the one that it has. */
  async function describe(key: ReturnType<typeof workspaceKey>, wanted: WantedDescription, beside: AuditWrite) {
    for (let round = 0; round < roundsMax; round++) {
      const item = await find(key);
      if (item === undefined) return "absent";
      const before = described.parse(item);
      const approval = wanted.approval === undefined ? before.approval : (wanted.approval ?? undefined);
      const after: Described = { name: wanted.name, ...(approval && { approval }) };
      if (textOf(before) === textOf(after)) return "exists";
      const change = {
        key,
        change: `SET #name = :name${approval ? ", #approval = :approval" : " REMOVE #approval"}`,
        condition: `#name = :before AND ${before.approval ? "#approval = :was" : "attribute_not_exists(#approval)"}`,
        // As it is stored, which may be a rule of a newer release.
        values: { ...after, before: before.name, was: item.approval },
      };
      if (await writeTogether(target, [change, beside(false, before)])) return "exists";
    }
    throw new Error(`writing ${key.pk} ${key.sk}: too many concurrent changes; retry the request`);
  }

  return {
    /**
     * Adds or re-adds a member, or changes their role. What is not given of `kind` and `ownerId` stays; without an owner, a
     * client is refused.
     */
    writeMember: (
      workspaceId: string,
      user: string,
      { kind, ownerId, ...rights }: WantedMembership,
      beside: AuditWrite,
    ) =>
      changeMember(
        workspaceId,
        user,
        (stored) => {
          const owner = ownerId === undefined ? stored?.ownerId : (ownerId ?? undefined);
          return { ...rights, kind: kind ?? stored?.kind ?? "person", ...(owner !== undefined && { ownerId: owner }) };
        },
        beside,
      ),

    /** Appoints an owner for a workspace without one; `has_owner` when another user owns it. */
    appointOwner: (workspaceId: string, user: string, beside: AuditWrite) =>
      changeMember(
        workspaceId,
        user,
        (stored) => ({ role: "owner", environments: "all", kind: stored?.kind ?? "person", ownerId: stored?.ownerId }),
        beside,
        true,
      ),

    /** Ends a membership; idempotent. */
    removeMember: (workspaceId: string, user: string, beside: AuditWrite) =>
      changeMember(
        workspaceId,
        user,
        (stored) => {
          if (stored === undefined || stored.removedAt !== undefined) return stored;
          return { ...stored, removedAt: clock.now().toISOString() };
        },
        beside,
      ),

    /** Creates or changes an environment; `full` when the quota is reached. */
    async writeEnvironment(
      workspaceId: string,
      environmentId: string,
      wanted: WantedDescription,
      beside: AuditWrite,
    ): Promise<"written" | "full"> {
      const { name } = wanted;
      const approval = wanted.approval ?? undefined;
      const item = environmentItem(workspaceId, environmentId, {
        name,
        approval,
        createdAt: clock.now().toISOString(),
      });
      const key = workspaceKey(workspaceId, environmentSortKey(environmentId));
      for (let round = 0; round < roundsMax; round++) {
        if ((await describe(key, wanted, beside)) === "exists") return "written";
        const book = readBook(await find(workspaceKey(workspaceId, "#")));
        const count =
          countedEnvironments(book) ??
          (await readPartition(target, workspaceKey(workspaceId, "#").pk, environmentSortPrefix)).length;
        if (count >= limits.environments) return "full";
        const turn = environmentsTurn(workspaceId, book, count + 1, book.archivedEnvironments);
        if (await writeTogether(target, [{ item, condition: isAbsent }, turn, beside(true)])) return "written";
      }
      throw new Error(`environments of ${workspaceId}: too many concurrent changes; retry the request`);
    },

    /** Archives or restores an environment; idempotent. False when it does not exist. */
    async setArchived(
      workspaceId: string,
      environmentId: string,
      isArchived: boolean,
      beside: AuditWrite,
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
      throw new Error(`environment ${environmentId}: too many concurrent changes; retry the request`);
    },

    /** Creates a workspace with its first owner in one transaction; false when it exists. */
    createWorkspace(workspaceId: string, { name, owner }: { name: string; owner: string }, beside: AuditWrite) {
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

    /** Renames an existing workspace. */
    renameWorkspace: (workspaceId: string, name: string, beside: AuditWrite) =>
      describe(workspaceKey(workspaceId, "#"), { name }, beside),
  };
}
export type AccessWriter = ReturnType<typeof createAccessWriter>;

const isCurrent = ({ removedAt }: StoredMembership) => removedAt === undefined;
const isOwner = (membership: StoredMembership) => roleIn(membership) === "owner" && membership.removedAt === undefined;

/** The change of a count between two states. */
function difference(
  isSo: (one: StoredMembership) => boolean,
  before: StoredMembership | undefined,
  after: StoredMembership,
): number {
  return Number(isSo(after)) - Number(before !== undefined && isSo(before));
}

const textOf = (value: unknown) => JSON.stringify(value);
