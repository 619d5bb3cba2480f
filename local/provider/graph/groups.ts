import * as z from "zod";
import { graphError, parseJson } from "../answers.ts";
import { countOf, directoryPages, type Entity, one, pageOf, type Resource } from "./resource.ts";
import { cycled, idsOf, type TenantName } from "./seeded.ts";

export const groupsSeeded = 10_000;
const places = ["Berlin", "Hamburg", "London", "Lyon", "Madrid", "Oslo", "Vienna"] as const;
const departments = ["Sales", "Finance", "Warehouse", "Design studio", "Support", "Engineering"] as const;
const purposes = ["laptops", "phones", "kiosks", "applications", "updates"] as const;

export const groupIdAt = (position: number, tenant?: TenantName): string => idsOf(tenant)(`group ${position}`);

/** A group; every tenth is a dynamic one, every seventh a Microsoft 365 group. */
function groupAt(position: number, tenant: TenantName): Entity {
  const isUnified = position % 7 === 0;
  const place = cycled(places, position);
  const department = cycled(departments, Math.floor(position / 3));
  return {
    id: groupIdAt(position, tenant),
    displayName: `${department} ${place} ${cycled(purposes, position)} ${String(position).padStart(5, "0")}`,
    description: `Devices of ${department} in ${place}`,
    groupTypes: [...(isUnified ? ["Unified"] : []), ...(position % 10 === 0 ? ["DynamicMembership"] : [])],
    securityEnabled: !isUnified,
    mailEnabled: isUnified,
    isAssignableToRole: position === 1 ? true : null,
    onPremisesSyncEnabled: position % 4 === 0 ? true : null,
    createdDateTime: "2025-03-01T08:00:00Z",
    mailNickname: `group${position}`,
  };
}

export interface Groups {
  list(): readonly Entity[];
  remove(ids: readonly string[]): void;
  /** Keeps only the first groups. */
  resize(count: number): void;
  rename(id: string, displayName: string): void;
}

/** The seeded groups by tenant. Nothing changes a group in place, so all providers of a process may serve the same. */
const seeded = new Map<TenantName, Entity[]>();

function firstGroups(tenant: TenantName, count: number): readonly Entity[] {
  const all = seeded.get(tenant) ?? [];
  seeded.set(tenant, all);
  while (all.length < count) all.push(groupAt(all.length, tenant));
  return all.slice(0, count);
}

export function createGroups(tenant: TenantName): Groups {
  let groups: readonly Entity[] | undefined;
  const list = () => {
    groups ??= firstGroups(tenant, groupsSeeded);
    return groups;
  };
  return {
    list,
    remove(ids) {
      groups = list().filter(({ id }) => !ids.includes(id));
    },
    resize(count) {
      groups = firstGroups(tenant, count);
    },
    rename(id, displayName) {
      groups = list().map((group) => (group.id === id ? { ...group, displayName } : group));
    },
  };
}

const read = ["GroupMember.Read.All", "Group.Read.All", "Directory.Read.All"];
const byIds = z.object({ ids: z.array(z.string()).max(1000), types: z.array(z.string()).optional() });

export function groupResources(groups: Groups): readonly Resource[] {
  const find = (id: string | undefined) => groups.list().find((group) => group.id === id);
  return [
    {
      path: /^groups$/,
      permissions: read,
      budget: "directory",
      answer: (request) => pageOf(groups.list(), request, directoryPages),
    },
    {
      path: /^groups\/\$count$/,
      permissions: read,
      budget: "directory",
      answer: (request) => countOf(groups.list().length, request),
    },
    {
      path: /^groups\/([^/]+)\/transitiveMembers\/\$count$/,
      permissions: read,
      budget: "directory",
      answer: (request) =>
        find(request.ids[0]) === undefined ? one(undefined, request) : countOf(membersOf(request.ids[0]), request),
    },
    {
      method: "POST",
      path: /^directoryObjects\/getByIds$/,
      permissions: ["Directory.Read.All"],
      budget: "directory",
      answer({ text }) {
        const wanted = parseJson(byIds, text);
        if (!wanted) return graphError(400, "Request_BadRequest", "ids must be a list of at most 1000 ids");
        const ids = new Set(wanted.ids);
        const value = groups
          .list()
          .filter(({ id }) => ids.has(id))
          .map(({ id, displayName }) => ({ "@odata.type": "#microsoft.graph.group", id, displayName }));
        return { status: 200, body: { value } };
      },
    },
  ];
}

/** Between 0 and 499, always the same for a group. */
const membersOf = (id = ""): number => Number.parseInt(id.slice(0, 6), 16) % 500;
