import * as z from "zod";
import type { AssignmentTarget } from "../policies/assignment-set.ts";
import type { GraphPage, GraphReader, GraphRequest } from "../provider/graph-reading.ts";
import type { CallBudget, ProviderAnswer, ProviderConnection, ProviderFailure } from "../provider/provider-access.ts";

interface Dependencies {
  readonly connection: ProviderConnection;
  readonly budget: CallBudget;
  readonly provider: Pick<GraphReader, "readGraph">;
}

/** Whom the changes of a change set concern, as far as it could be counted. */
export interface Reach {
  /** Groups that begin or cease to get a policy. */
  readonly groups: number;
  /** Members of the groups that could be counted, nested ones included; a member of two groups counts twice. */
  readonly members: number;
  readonly uncounted: number;
  /** Every device or every user gets a policy that did not reach them before. */
  readonly broadens: readonly ("all_devices" | "all_users")[];
}

/** Lists that are read whole. */
type ShortList = "assignmentFilters" | "roleScopeTags" | "notificationMessageTemplates";

const lookupMax = 1000;
/** Groups whose members are counted; more say nothing that a person could weigh. */
const countedMax = 50;
const pagesMax = 100;
const entity = z.looseObject({ id: z.string(), displayName: z.string().nullish() });
const counted = z.looseObject({ value: z.number().int() });

/** What a tenant has that policies refer to; each is read once per part of a run. */
export function createDirectoryLookup({ connection, budget, provider }: Dependencies) {
  const groups = new Map<string, boolean>();
  const lists = new Map<ShortList, readonly NamedEntity[]>();

  async function read(request: GraphRequest): Promise<ProviderAnswer<readonly unknown[]>> {
    const items: unknown[] = [];
    let nextLink: string | undefined;
    for (let pages = 0; pages < pagesMax; pages++) {
      const page: ProviderAnswer<GraphPage> = await provider.readGraph(connection, request, nextLink, budget);
      if (!page.ok) return page;
      items.push(...page.value.items);
      nextLink = page.value.nextLink;
      if (nextLink === undefined) return { ok: true, value: items };
    }
    const failure: ProviderFailure = { reasonCode: "provider_pages_circular", message: "A list has too many pages." };
    return { ok: false, failure };
  }

  /** Groups of these that the tenant does not have. */
  async function missingGroups(ids: readonly string[]): Promise<ProviderAnswer<readonly string[]>> {
    const unknown = [...new Set(ids)].filter((id) => !groups.has(id));
    for (let from = 0; from < unknown.length; from += lookupMax) {
      const lookup = unknown.slice(from, from + lookupMax);
      const found = await read({ call: "directoryObjectsByIds", lookup });
      if (!found.ok) return found;
      const present = new Set(idsIn(found.value));
      for (const id of lookup) groups.set(id, present.has(id));
    }
    return { ok: true, value: [...new Set(ids)].filter((id) => groups.get(id) !== true) };
  }

  /** A short list of the tenant, with the names of its objects. */
  async function listed(call: ShortList): Promise<ProviderAnswer<readonly NamedEntity[]>> {
    const known = lists.get(call);
    if (known !== undefined) return { ok: true, value: known };
    const found = await read({ call });
    if (!found.ok) return found;
    const named = entitiesIn(found.value);
    lists.set(call, named);
    return { ok: true, value: named };
  }

  /** Objects of these that a short list does not have. */
  async function missingIn(call: ShortList, ids: readonly string[]): Promise<ProviderAnswer<readonly string[]>> {
    if (ids.length === 0) return { ok: true, value: [] };
    const found = await listed(call);
    if (!found.ok) return found;
    const known = new Set(found.value.map(({ id }) => id));
    return { ok: true, value: [...new Set(ids)].filter((id) => !known.has(id)) };
  }
  const missingFilters = (ids: readonly string[]) => missingIn("assignmentFilters", ids);

  return {
    missingGroups,
    missingFilters,
    missingScopeTags: (ids: readonly string[]) => missingIn("roleScopeTags", ids),
    missingTemplates: (ids: readonly string[]) => missingIn("notificationMessageTemplates", ids),
    filters: () => listed("assignmentFilters"),
    scopeTags: () => listed("roleScopeTags"),
    templates: () => listed("notificationMessageTemplates"),

    /** What the targets refer to and the tenant does not have. */
    async missingOf(
      targets: readonly AssignmentTarget[],
    ): Promise<ProviderAnswer<{ readonly groups: readonly string[]; readonly filters: readonly string[] }>> {
      const noGroups = await missingGroups(targets.flatMap(({ groupId }) => groupId ?? []));
      if (!noGroups.ok) return noGroups;
      const noFilters = await missingFilters(targets.flatMap(({ filterId }) => filterId ?? []));
      if (!noFilters.ok) return noFilters;
      return { ok: true, value: { groups: noGroups.value, filters: noFilters.value } };
    },

    /** Counts the members of groups; what cannot be counted is said, and never a reason to fail. */
    async reachOf(groupIds: readonly string[], broadens: Reach["broadens"]): Promise<Reach> {
      const ids = [...new Set(groupIds)];
      let members = 0;
      let known = 0;
      for (const group of ids.slice(0, countedMax)) {
        const count = await read({ call: "groupMembersCount", ids: { group } });
        const value = count.ok ? counted.safeParse(count.value[0]).data?.value : undefined;
        if (value === undefined) continue;
        members += value;
        known += 1;
      }
      return { groups: ids.length, members, uncounted: ids.length - known, broadens };
    },
  };
}
export type DirectoryLookup = ReturnType<typeof createDirectoryLookup>;

interface NamedEntity {
  readonly id: string;
  readonly displayName: string;
}
function entitiesIn(items: readonly unknown[]): NamedEntity[] {
  return items.flatMap((item) => {
    const { data } = entity.safeParse(item);
    return data === undefined ? [] : [{ id: data.id.toLowerCase(), displayName: data.displayName ?? "" }];
  });
}
const idsIn = (items: readonly unknown[]): string[] => entitiesIn(items).map(({ id }) => id);
