import type { StoredMembership } from "./items.ts";

type Listed = StoredMembership & { readonly id: string };

/**
 * Whether the account of a member belongs to a current person who has no owner himself: then one comparison shows whether
 * two members are the same person. `readMembers` lists all members; it is asked only where an owner is involved.
 */
export async function isOwnedRightly(
  user: string,
  stored: StoredMembership | undefined,
  { kind, ownerId, removedAt }: StoredMembership,
  readMembers: () => Promise<readonly Listed[]>,
): Promise<boolean> {
  const isPlain = kind === "person" && ownerId === undefined;
  const isUnchanged = stored?.kind === kind && stored.ownerId === ownerId && stored.removedAt === undefined;
  if (isPlain || isUnchanged || removedAt !== undefined) return true;
  if (ownerId === undefined || ownerId === user) return false;
  const members = await readMembers();
  const owner = members.find(({ id }) => id === ownerId);
  const isPerson = owner?.kind === "person" && owner.ownerId === undefined && owner.removedAt === undefined;
  return isPerson && !members.some((other) => other.ownerId === user);
}

/** The member who is the person behind an account. */
export const personBehind = (user: string, { ownerId }: Pick<StoredMembership, "ownerId">): string => ownerId ?? user;
