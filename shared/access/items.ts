import * as z from "zod";
import { itemKey, userKey, workspaceKey } from "../ledger/keys.ts";
import { cleanText, troubleOf } from "../plain-text.ts";
import { knownRoles, roles } from "../roles.ts";
import { scopeId } from "../scope.ts";
import { isReservedSubject, subjectPattern } from "../subject.ts";
import { platformCapabilities } from "./capabilities.ts";

/** A restricted member names at most this many environments, so that a list of theirs stays a few queries. */
export const entitledEnvironmentsMax = 25;

const nameCharactersMax = 80;
const name = z
  .string()
  .min(1)
  .max(nameCharactersMax)
  .refine((text) => troubleOf(text) === undefined, "must not hold invisible or control characters");
/** A name as it stands: an earlier release stored whatever was sent. */
const storedName = z.string().transform((text) => cleanText(text, nameCharactersMax) || "?");
const sub = z
  .string()
  .regex(subjectPattern)
  .refine((subject) => !isReservedSubject(subject), "is reserved for the platform");

const placeToWrite = z.object({ name });
/** Which environments are archived stands with the workspace, so that whoever enters it knows at no further read. */
export const workspaceAttributes = z.object({
  name: storedName,
  archivedEnvironments: z.array(z.string()).default([]),
});
export const environmentAttributes = z.object({ name: storedName });

/** Membership is never deleted: `removedAt` ends it, and whoever reads it must look. */
export const membershipAttributes = z.object({
  role: z.enum(roles),
  environments: z.union([z.literal("all"), z.array(scopeId).max(entitledEnvironmentsMax)]),
  removedAt: z.string().optional(),
});
export type Membership = z.infer<typeof membershipAttributes>;
/** The same as it is read: what a newer release wrote gives no right. */
export const storedMembership = membershipAttributes.extend({
  role: z.string().pipe(z.enum(knownRoles).catch("unknown")),
});
export type StoredMembership = z.infer<typeof storedMembership>;

const platformAttributes = z.object({ capabilities: z.array(z.enum(platformCapabilities)) });
/** The same as it is read, without the capabilities that only a newer release knows. */
export const storedPlatform = z.object({
  capabilities: z.array(z.string()).transform((all) => platformCapabilities.filter((known) => all.includes(known))),
});

export const memberSortPrefix = "MEMBER#";
export const memberSortKey = (user: string) => `${memberSortPrefix}${user}`;
export const environmentSortKey = (environmentId: string) => `ENV#${environmentId}`;
export const environmentSortPrefix = "ENV#";
export const workspacePointerPrefix = "WS#";
export const platformSortKey = "PLATFORM";
/** The one partition that names every workspace, for those who look across all of them. */
export const directoryPartition = "WORKSPACES";

/** The items of workspaces, environments and people, as they are written. Each throws on values that are not valid. */
export function workspaceItem(workspaceId: string, attributes: z.input<typeof placeToWrite>) {
  return { ...workspaceKey(scopeId.parse(workspaceId), "#"), ...placeToWrite.parse(attributes) };
}

/** The workspace's entry in the directory of all. Comes with `workspaceItem`; without it the platform plane misses its runs. */
export function directoryItem(workspaceId: string) {
  return itemKey(directoryPartition, scopeId.parse(workspaceId));
}

export function environmentItem(workspaceId: string, environmentId: string, attributes: z.input<typeof placeToWrite>) {
  const key = workspaceKey(scopeId.parse(workspaceId), environmentSortKey(scopeId.parse(environmentId)));
  return { ...key, ...placeToWrite.parse(attributes) };
}

/** What a person is in a workspace. Comes with `memberPointerItem`, from which their workspaces are found. */
export function membershipItem(workspaceId: string, user: string, membership: Membership) {
  const key = workspaceKey(scopeId.parse(workspaceId), memberSortKey(sub.parse(user)));
  return { ...key, ...membershipAttributes.parse(membership) };
}

export function memberPointerItem(workspaceId: string, user: string) {
  return userKey(sub.parse(user), `${workspacePointerPrefix}${scopeId.parse(workspaceId)}`);
}

/** Who sees the platform plane, beside and independent of any workspace. */
export function platformItem(user: string, attributes: z.infer<typeof platformAttributes>) {
  return { ...userKey(sub.parse(user), platformSortKey), ...platformAttributes.parse(attributes) };
}
