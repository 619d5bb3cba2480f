import * as z from "zod";
import type { StartRequest } from "../define-operation.ts";
import { type AssignmentTarget, sortedTargets } from "../policies/assignment-set.ts";
import type { ActionReferences } from "../policies/scheduled-actions.ts";
import type { ProviderAnswer } from "../provider/provider-access.ts";
import type { DirectoryLookup } from "./restore-directory.ts";
import type { MappedObject } from "./restore-record.ts";

type Scope = StartRequest<unknown>["scope"];

/** Which object of the target takes the place of an object of the source, as a person decided. */
export interface ChosenCounterparts {
  readonly groupMap: Readonly<Record<string, string>>;
  readonly filterMap: Readonly<Record<string, string>>;
  readonly scopeTagMap: Readonly<Record<string, string>>;
  readonly templateMap: Readonly<Record<string, string>>;
}

/** The stored lists of an environment, whose objects have names. */
export interface NamedLists {
  readonly listings: {
    find(scope: Scope, id: string): Promise<{ readonly id: string; readonly held: ListHead } | undefined>;
    itemsOf(scope: Scope, head: { readonly id: string; readonly held: ListHead }): Promise<readonly NamedObject[]>;
  };
}
interface ListHead {
  readonly n: number;
  readonly parts: number;
}
interface NamedObject {
  readonly id: string;
  readonly displayName: string;
  readonly objectId?: unknown;
}

/** What of a policy names objects of a tenant, in the terms of the target; or what has no single counterpart there. */
export type Counterparts =
  | {
      readonly kind: "found";
      readonly targets: readonly AssignmentTarget[];
      readonly scopeTagIds: readonly string[] | undefined;
      /** Objects that actions refer to, by their ids in the source. */
      readonly actionIds: Readonly<Record<string, string>>;
      /** Every object of the source that the policy names. For people: nothing is decided by it. */
      readonly mapping: readonly MappedObject[];
    }
  | {
      readonly kind: "missing";
      readonly reason: `promotion.${MappedObject["kind"]}_unmapped`;
      /** Their names in the source, or their ids where the source has no name for them. */
      readonly missing: readonly string[];
    };

/** Every tenant has the tag of objects without a tag, under the same id. */
const defaultTag = "0";
const tagIds = z.array(z.string());
/** Pairs that an item states; a policy with more is read in its documents. */
const mappingMax = 100;

interface Mapped {
  readonly found: ReadonlyMap<string, string>;
  readonly missing: readonly string[];
  readonly mapping: readonly MappedObject[];
}

interface Dependencies extends NamedLists {
  readonly source: Scope;
  readonly scope: Scope;
  readonly chosen: ChosenCounterparts;
  readonly directory: DirectoryLookup;
}

/**
 * Finds counterparts in the target: the chosen one, else the only object with exactly the same name, where the source has
 * that name once as well. Names are those of the last sync of the source; that a counterpart exists is asked at the
 * target's provider.
 */
export function createCounterparts({ source, scope, chosen, directory, listings }: Dependencies) {
  const lists = new Map<string, Promise<readonly NamedObject[]>>();

  function listOf(where: Scope, list: string): Promise<readonly NamedObject[]> {
    const key = `${where.environmentId} ${list}`;
    const known = lists.get(key) ?? readList(where, list);
    lists.set(key, known);
    return known;
  }

  async function readList(where: Scope, list: string): Promise<readonly NamedObject[]> {
    const head = await listings.find(where, list);
    const items = head === undefined ? [] : await listings.itemsOf(where, head);
    return items.map((item) => ({ ...item, id: typeof item.objectId === "string" ? item.objectId : item.id }));
  }

  /** The name of an object of the source; an object without one is named by its id. */
  const nameOf = async (list: string, id: string): Promise<string | undefined> =>
    (await listOf(source, list)).find((one) => one.id.toLowerCase() === id)?.displayName;

  const only = (objects: readonly NamedObject[], name: string): string | undefined => {
    const named = objects.filter(({ displayName }) => displayName === name);
    return named.length === 1 ? named[0]?.id.toLowerCase() : undefined;
  };

  /** The candidate with the name of an object of the source, where neither tenant has that name twice. */
  async function namesakeOf(list: string, id: string, candidates: readonly NamedObject[]): Promise<string | undefined> {
    const name = await nameOf(list, id);
    if (name === undefined || name === "" || only(await listOf(source, list), name) !== id) return undefined;
    return only(candidates, name);
  }

  /** Counterparts of these ids; `missingOf` asks the provider which of them do not exist. */
  async function mapped(
    ids: readonly string[],
    {
      kind,
      list,
      map,
      candidates,
      missingOf,
    }: {
      readonly kind: MappedObject["kind"];
      readonly list: string;
      readonly map: Readonly<Record<string, string>>;
      readonly candidates: () => Promise<ProviderAnswer<readonly NamedObject[]>>;
      readonly missingOf: (found: readonly string[]) => Promise<ProviderAnswer<readonly string[]>>;
    },
  ): Promise<ProviderAnswer<Mapped>> {
    const found = new Map<string, string>();
    for (const id of new Set(ids)) {
      const given = Object.hasOwn(map, id) ? map[id] : undefined;
      if (given !== undefined) found.set(id, given);
    }
    const open = [...new Set(ids)].filter((id) => !found.has(id));
    const objects: ProviderAnswer<readonly NamedObject[]> =
      ids.length === 0 ? { ok: true, value: [] } : await candidates();
    if (!objects.ok) return objects;
    for (const id of open) {
      const same = await namesakeOf(list, id, objects.value);
      if (same !== undefined) found.set(id, same);
    }
    const gone = await missingOf([...found.values()]);
    if (!gone.ok) return gone;
    const lost = new Set(gone.value);
    const without = [...new Set(ids)].filter((id) => lost.has(found.get(id) ?? "") || !found.has(id));
    const missing = await Promise.all(without.map(async (id) => (await nameOf(list, id)) ?? id));
    const mapping = await Promise.all([...found].map(([from, to]) => pairOf(kind, list, { from, to }, objects.value)));
    return { ok: true, value: { found, missing, mapping } };
  }

  /** Both ends of a mapping, each with its name. */
  async function pairOf(
    kind: MappedObject["kind"],
    list: string,
    { from, to }: { readonly from: string; readonly to: string },
    objects: readonly NamedObject[],
  ): Promise<MappedObject> {
    const named = (id: string, name: string | undefined) => (name === undefined || name === "" ? { id } : { id, name });
    const name = objects.find((one) => one.id.toLowerCase() === to)?.displayName;
    return { kind, from: named(from, await nameOf(list, from)), to: named(to, name) };
  }

  return async function counterpartsOf(
    targets: readonly AssignmentTarget[],
    roleScopeTagIds: unknown,
    actions: ActionReferences,
  ): Promise<ProviderAnswer<Counterparts>> {
    const groups = await mapped([...targets.flatMap(({ groupId }) => groupId ?? []), ...actions.groups], {
      kind: "group",
      list: "groups",
      map: chosen.groupMap,
      candidates: async () => ({ ok: true, value: await listOf(scope, "groups") }),
      missingOf: directory.missingGroups,
    });
    if (!groups.ok) return groups;
    if (groups.value.missing.length > 0) return missing("promotion.group_unmapped", groups.value.missing);
    const filters = await mapped(
      targets.flatMap(({ filterId }) => filterId ?? []),
      {
        kind: "filter",
        list: "inventory.assignmentFilters",
        map: chosen.filterMap,
        candidates: directory.filters,
        missingOf: directory.missingFilters,
      },
    );
    if (!filters.ok) return filters;
    if (filters.value.missing.length > 0) return missing("promotion.filter_unmapped", filters.value.missing);
    const wantedTags = tagIds.safeParse(roleScopeTagIds).data;
    const tags = await mapped(
      (wantedTags ?? []).filter((id) => id !== defaultTag),
      {
        kind: "scope_tag",
        list: "inventory.roleScopeTags",
        map: chosen.scopeTagMap,
        candidates: directory.scopeTags,
        missingOf: directory.missingScopeTags,
      },
    );
    if (!tags.ok) return tags;
    if (tags.value.missing.length > 0) return missing("promotion.scope_tag_unmapped", tags.value.missing);
    const templates = await mapped(actions.templates, {
      kind: "template",
      list: "inventory.notificationMessageTemplates",
      map: chosen.templateMap,
      candidates: directory.templates,
      missingOf: directory.missingTemplates,
    });
    if (!templates.ok) return templates;
    if (templates.value.missing.length > 0) return missing("promotion.template_unmapped", templates.value.missing);
    const copied = new Set(actions.groups);
    return {
      ok: true,
      value: {
        kind: "found",
        actionIds: Object.fromEntries([
          ...templates.value.found,
          ...[...groups.value.found].filter(([id]) => copied.has(id)),
        ]),
        targets: sortedTargets(
          targets.map(({ groupId, filterId, ...rest }) => ({
            ...rest,
            ...(groupId !== undefined && { groupId: groups.value.found.get(groupId) ?? groupId }),
            ...(filterId !== undefined && { filterId: filters.value.found.get(filterId) ?? filterId }),
          })),
        ),
        scopeTagIds: wantedTags?.map((id) => tags.value.found.get(id) ?? id),
        mapping: [groups, filters, tags, templates].flatMap(({ value }) => value.mapping).slice(0, mappingMax),
      },
    };
  };
}

function missing(
  reason: Extract<Counterparts, { kind: "missing" }>["reason"],
  names: readonly string[],
): ProviderAnswer<Counterparts> {
  return { ok: true, value: { kind: "missing", reason, missing: names } };
}
