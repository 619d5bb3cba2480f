import * as z from "zod";
import { nameOf } from "./end-of-reads.ts";
import type { ListedItem, ListStep, Reads } from "./read-lists.ts";

const ids = z.array(z.string()).nullish();
const role = z.looseObject({ id: z.string(), displayName: z.string().nullish(), isBuiltIn: z.boolean().nullish() });
const reference = z.looseObject({ id: z.string() });
const assignment = z.looseObject({
  id: z.string(),
  displayName: z.string().nullish(),
  members: ids,
  scopeMembers: ids,
  resourceScopes: ids,
  roleScopeTags: z.array(z.looseObject({ id: z.string() })).nullish(),
});
const named = z.looseObject({ id: z.string(), displayName: z.string().nullish() });

/** Ids that one request can look up. */
const lookupMax = 1000;

/**
 * The lists of a check, each from what the earlier ones named: roles, the assignments of each, each assignment itself
 * (lists omit members), and the groups that assignments refer to.
 */
export function rbacSteps(reads: Reads): readonly ListStep[] {
  const roles = reads.get("roles");
  const assignments = [...reads].filter(([key]) => key.startsWith("of."));
  const areAllKnown = roles?.isEnded === true && assignments.length === roles.items.length;
  const areAllListed = areAllKnown && assignments.every(([, list]) => list.isEnded);
  const details = areAllListed ? assignments.flatMap(([, list]) => list.items.map(({ id }) => detailStep(id))) : [];
  const areAllRead = areAllListed && details.every(({ key }) => reads.get(key)?.isEnded === true);
  return [
    { key: "roles", request: { call: "intuneRoleDefinitions" }, take: roleOf },
    { key: "tags", request: { call: "roleScopeTags" }, take: nameIn },
    ...(roles?.isEnded === true ? roles.items.map(({ id }) => assignmentsStep(id)) : []),
    ...details,
    ...(areAllRead ? lookups(groupIdsIn(reads)) : []),
  ];
}

const assignmentsStep = (id: string): ListStep => ({
  key: `of.${id}`,
  request: { call: "intuneRoleAssignmentsOf", ids: { role: id } },
  take: (item) => {
    const read = reference.safeParse(item);
    return read.success ? { id: read.data.id } : undefined;
  },
});

const detailStep = (id: string): ListStep => ({
  key: `assignment.${id}`,
  request: { call: "intuneRoleAssignment", ids: { assignment: id } },
  take(item) {
    const read = assignment.safeParse(item);
    if (!read.success) return undefined;
    const { displayName, members, scopeMembers, resourceScopes, roleScopeTags } = read.data;
    return {
      id: read.data.id,
      name: nameOf(displayName) || read.data.id,
      groups: [...new Set([...(members ?? []), ...(scopeMembers ?? []), ...(resourceScopes ?? [])])].sort(),
      tags: (roleScopeTags ?? []).map((tag) => tag.id).sort(),
    };
  },
});

function lookups(groups: readonly string[]): ListStep[] {
  const steps: ListStep[] = [];
  for (let from = 0; from < groups.length; from += lookupMax) {
    const lookup = groups.slice(from, from + lookupMax);
    steps.push({ key: `groups.${from}`, request: { call: "directoryObjectsByIds", lookup }, take: nameIn });
  }
  return steps;
}

function roleOf(item: unknown): ListedItem | undefined {
  const read = role.safeParse(item);
  if (!read.success) return undefined;
  const { id, displayName, isBuiltIn } = read.data;
  return { id, name: nameOf(displayName) || id, isBuiltIn: isBuiltIn === true };
}

function nameIn(item: unknown): ListedItem | undefined {
  const read = named.safeParse(item);
  return read.success ? { id: read.data.id, name: nameOf(read.data.displayName) || read.data.id } : undefined;
}

const textsIn = (value: unknown): string[] => z.array(z.string()).safeParse(value).data ?? [];
const detailsIn = (reads: Reads) =>
  [...reads].flatMap(([key, list]) => (key.startsWith("assignment.") ? list.items : []));
const groupIdsIn = (reads: Reads): string[] =>
  [...new Set(detailsIn(reads).flatMap(({ groups }) => textsIn(groups)))].sort();

/** What a check found, from lists of which the roles were read. */
export function rbacContent(reads: Reads) {
  const roles = reads.get("roles")?.items ?? [];
  const details = detailsIn(reads);
  const lookedUp = [...reads].filter(([key]) => key.startsWith("groups."));
  const areGroupsKnown = lookedUp.every(([, { failure }]) => failure === undefined);
  const found = new Map(lookedUp.flatMap(([, list]) => list.items.map((group) => [group.id, group] as const)));
  const tags = reads.get("tags");
  const areTagsKnown = tags !== undefined && tags.failure === undefined;
  const known = new Set((tags?.items ?? []).map(({ id }) => id));
  const assignments = details.map(({ id, name, groups, tags: own }) => ({
    id,
    name: String(name),
    groups: textsIn(groups).length,
    groupsGone: areGroupsKnown ? textsIn(groups).filter((group) => !found.has(group)) : null,
    tagsGone: areTagsKnown ? textsIn(own).filter((tag) => !known.has(tag)) : null,
  }));
  // Only what was read can be said to have no assignment.
  const isUnused = ({ id, isBuiltIn }: ListedItem) => {
    const list = reads.get(`of.${id}`);
    return isBuiltIn !== true && list !== undefined && list.failure === undefined && list.items.length === 0;
  };
  const unusedRoles = roles.filter(isUnused).map(({ id, name }) => ({ id, name: String(name) }));
  const gone = assignments.filter(({ groupsGone }) => (groupsGone ?? []).length > 0).length;
  const untagged = assignments.filter(({ tagsGone }) => (tagsGone ?? []).length > 0).length;
  return {
    assignments: assignments.toSorted((one, other) => (one.name < other.name ? -1 : 1)),
    roles: roles.length,
    unusedRoles,
    reach: reachOf(reads),
    findings: [
      ...(gone > 0 ? [{ code: "assignments_with_groups_gone", count: gone }] : []),
      ...(untagged > 0 ? [{ code: "assignments_with_tags_gone", count: untagged }] : []),
      ...(unusedRoles.length > 0 ? [{ code: "roles_unused", count: unusedRoles.length }] : []),
    ],
  };
}

/** Which of the calls the connection may make: its own reach. */
function reachOf(reads: Reads) {
  const parts = {
    intuneRoleDefinitions: "roles",
    intuneRoleAssignmentsOf: "of.",
    intuneRoleAssignment: "assignment.",
    roleScopeTags: "tags",
    directoryObjectsByIds: "groups.",
  };
  return Object.entries(parts).map(([call, prefix]) => {
    const lists = [...reads].filter(([key]) => key.startsWith(prefix)).map(([, list]) => list);
    const failed = lists.find(({ failure }) => failure !== undefined)?.failure;
    const verdict = lists.length === 0 ? "not_needed" : (failed?.code ?? "usable");
    return { call, verdict };
  });
}
