import * as z from "zod";
import { characterFaultOf, cleanText } from "../foundation/plain-text.ts";
import { scopeId } from "../foundation/scope.ts";
import { itemKey, userKey, workspaceKey } from "../ledger/keys.ts";
import { type ApprovalRule, storedApprovalRule } from "../run/approval-rule.ts";
import { platformCapabilities } from "./capabilities.ts";
import { knownRoles, memberKinds, roles } from "./roles.ts";
import { isReservedSubject, subjectPattern } from "./subject.ts";

/** Limit of environments for a restricted member, so that their lists need only a few queries. */
export const entitledEnvironmentsMax = 25;

const nameCharactersMax = 80;
const name = z
  .string()
  .min(1)
  .max(nameCharactersMax)
  .refine((text) => characterFaultOf(text) === undefined, "must not hold invisible or control characters");
/** Names as stored: an earlier release did not validate them. */
const storedName = z.string().transform((text) => cleanText(text, nameCharactersMax) || "?");
const sub = z
  .string()
  .regex(subjectPattern)
  .refine((subject) => !isReservedSubject(subject), "is reserved for the platform");

const placeToWrite = z.object({ name });
/** Archived environments are listed on the workspace's item, so that access checks need no further read. */
export const workspaceAttributes = z.object({
  name: storedName,
  archivedEnvironments: z.array(z.string()).default([]),
});
export const environmentAttributes = z.object({
  name: storedName,
  /** Absent on environments of an older release. */
  createdAt: z.string().optional(),
  /** Absent until one is set: then nothing needs an approval. */
  approval: storedApprovalRule.optional(),
});

/** Memberships are never deleted: `removedAt` ends one, and every reader must check it. */
export const membershipAttributes = z.object({
  role: z.enum(roles),
  kind: z.enum(memberKinds).default("person"),
  /** The member whose client, or whose second account, it is. */
  ownerId: sub.optional(),
  environments: z.union([z.literal("all"), z.array(scopeId).max(entitledEnvironmentsMax)]),
  removedAt: z.string().optional(),
});
export type Membership = z.input<typeof membershipAttributes>;
/** Memberships as read: values of a newer release grant nothing. */
export const storedMembership = membershipAttributes.extend({
  role: z.string().pipe(z.enum(knownRoles).catch("unknown")),
  environments: membershipAttributes.shape.environments.catch([]),
  // Clients may do less than persons.
  kind: z.string().default("person").pipe(z.enum(memberKinds).catch("client")),
});
export type StoredMembership = z.infer<typeof storedMembership>;

const platformAttributes = z.object({ capabilities: z.array(z.enum(platformCapabilities)) });
/** Platform access as read: capabilities of a newer release are dropped. */
export const storedPlatform = z.object({
  capabilities: z.array(z.string()).transform((all) => platformCapabilities.filter((known) => all.includes(known))),
});

export const memberSortPrefix = "MEMBER#";
export const memberSortKey = (user: string) => `${memberSortPrefix}${user}`;
export const environmentSortKey = (environmentId: string) => `ENV#${environmentId}`;
export const environmentSortPrefix = "ENV#";
export const workspacePointerPrefix = "WS#";
export const platformSortKey = "PLATFORM";
/** The partition that lists every workspace, for reads across all of them. */
export const directoryPartition = "WORKSPACES";

/** Items of workspaces, environments and members as written. Each function throws on invalid values. */
export function workspaceItem(workspaceId: string, attributes: z.input<typeof placeToWrite>) {
  return { ...workspaceKey(scopeId.parse(workspaceId), "#"), ...placeToWrite.parse(attributes) };
}

/** The directory entry of a workspace. Written with `workspaceItem`; without it the platform plane misses its runs. */
export function directoryItem(workspaceId: string) {
  return itemKey(directoryPartition, scopeId.parse(workspaceId));
}

export function environmentItem(
  workspaceId: string,
  environmentId: string,
  {
    createdAt,
    approval,
    ...attributes
  }: z.input<typeof placeToWrite> & { readonly createdAt?: string; readonly approval?: ApprovalRule | undefined },
) {
  const key = workspaceKey(scopeId.parse(workspaceId), environmentSortKey(scopeId.parse(environmentId)));
  const optional = { ...(createdAt !== undefined && { createdAt }), ...(approval && { approval }) };
  return { ...key, ...placeToWrite.parse(attributes), ...optional };
}

/** A membership. Written with `memberPointerItem`, which lists the workspaces of a user. */
export function membershipItem(workspaceId: string, user: string, membership: Membership) {
  const key = workspaceKey(scopeId.parse(workspaceId), memberSortKey(sub.parse(user)));
  return { ...key, ...membershipAttributes.parse(membership) };
}

export function memberPointerItem(workspaceId: string, user: string) {
  return userKey(sub.parse(user), `${workspacePointerPrefix}${scopeId.parse(workspaceId)}`);
}

/** Access to the platform plane, independent of any workspace. */
export function platformItem(user: string, attributes: z.infer<typeof platformAttributes>) {
  return { ...userKey(sub.parse(user), platformSortKey), ...platformAttributes.parse(attributes) };
}
