import * as z from "zod";
import type { Json } from "../define-operation.ts";
import { nameOf } from "../provider/end-of-reads.ts";
import type { PolicyCollection } from "../provider/provider-access.ts";
import type { ListedItem, ListStep, Reads } from "../provider/read-lists.ts";
import { keyOfTarget, targetOf } from "./assignment-set.ts";

interface Wanted {
  readonly policyId: string;
  readonly collection: PolicyCollection;
}

/** Ids that one request can look up. */
const lookupMax = 1000;
const filtersKey = "filters";
const groupsKey = "groups.";
export const keyOfList = (policyId: string): string => `of.${policyId}`;

const named = z.looseObject({ id: z.string(), displayName: z.string().nullish() });
/** A target as it is kept between two parts of a run. */
const kept = z.looseObject({
  id: z.string(),
  isOfPolicySet: z.boolean(),
  kind: z.string().optional(),
  groupId: z.string().optional(),
  filterId: z.string().optional(),
  filterMode: z.string().optional(),
  intent: z.string().optional(),
});

/** The lists to read: filters, the assignments of each policy, and then the groups that they name. */
export function assignmentSteps(wanted: readonly Wanted[], reads: Reads): readonly ListStep[] {
  const lists = wanted.map(
    ({ policyId, collection }): ListStep => ({
      key: keyOfList(policyId),
      request: { call: "policyAssignments", ids: { collection, policy: policyId } },
      take: keptOf,
    }),
  );
  const filters: ListStep = { key: filtersKey, request: { call: "assignmentFilters" }, take: nameIn };
  const areAllRead = lists.every(({ key }) => reads.get(key)?.isEnded === true);
  return [filters, ...lists, ...(areAllRead ? lookups(groupIdsIn(reads)) : [])];
}

/** The assignments of a policy with the names of what they refer to; undefined when they were not read whole. */
export function fetchedOf(policyId: string, reads: Reads) {
  const list = reads.get(keyOfList(policyId));
  if (list === undefined || list.failure !== undefined || list.unreadable > 0) return undefined;
  const groups = namesIn([...reads].filter(([key]) => key.startsWith(groupsKey)).map(([, each]) => each));
  const filterList = reads.get(filtersKey);
  const filters = namesIn(filterList === undefined ? [] : [filterList]);
  const targets = list.items.map((item): NamedTarget => {
    const { id: _key, kind, isOfPolicySet, groupId, filterId, filterMode, intent } = kept.parse(item);
    return {
      target: isOfPolicySet ? "of_policy_set" : (kind ?? "other"),
      ...(groupId !== undefined && { groupId, ...foundIn(groups, groupId, "group") }),
      ...(filterId !== undefined && {
        filterId,
        filterMode: filterMode ?? "",
        ...foundIn(filters, filterId, "filter"),
      }),
      ...(intent !== undefined && { intent }),
    };
  });
  return {
    targets: targets.map((target): Json => ({ ...target })),
    gone: targets.filter((each) => each.groupState === "gone" || each.filterState === "gone").length,
    isWhole: targets.every((each) => each.groupState !== "unread" && each.filterState !== "unread"),
  };
}

/** A target as it is shown: `gone` refers to what does not exist any more, `unread` to what could not be read. */
interface NamedTarget {
  readonly target: string;
  readonly groupId?: string;
  readonly groupName?: string;
  readonly groupState?: State;
  readonly filterId?: string;
  readonly filterMode?: string;
  readonly filterName?: string;
  readonly filterState?: State;
  readonly intent?: string;
}
type State = "present" | "gone" | "unread";

interface Names {
  /** Whether everything could be read: only then is a missing name a vanished object. */
  readonly isKnown: boolean;
  readonly byId: ReadonlyMap<string, string>;
}

const namesIn = (lists: readonly { readonly failure?: unknown; readonly items: readonly ListedItem[] }[]): Names => ({
  isKnown: lists.every(({ failure }) => failure === undefined),
  byId: new Map(lists.flatMap(({ items }) => items.map(({ id, name }) => [id.toLowerCase(), String(name)] as const))),
});

function foundIn({ isKnown, byId }: Names, id: string, what: "group" | "filter"): Partial<NamedTarget> {
  const name = byId.get(id);
  const state: State = name !== undefined ? "present" : isKnown ? "gone" : "unread";
  return what === "group"
    ? { ...(name !== undefined && { groupName: name }), groupState: state }
    : { ...(name !== undefined && { filterName: name }), filterState: state };
}

function keptOf(listed: unknown): ListedItem | undefined {
  const target = targetOf(listed);
  if (target === undefined) return undefined;
  if (target === "of_policy_set") return { id: JSON.stringify(listed), isOfPolicySet: true };
  const { kind, groupId, filterId, filterMode, intent } = target;
  return {
    kind,
    id: keyOfTarget(target),
    isOfPolicySet: false,
    ...(groupId !== undefined && { groupId }),
    ...(filterId !== undefined && { filterId }),
    ...(filterMode !== undefined && { filterMode }),
    ...(intent !== undefined && { intent }),
  };
}

function nameIn(item: unknown): ListedItem | undefined {
  const read = named.safeParse(item);
  return read.success ? { id: read.data.id, name: nameOf(read.data.displayName) || read.data.id } : undefined;
}

function lookups(groups: readonly string[]): ListStep[] {
  const steps: ListStep[] = [];
  for (let from = 0; from < groups.length; from += lookupMax) {
    const lookup = groups.slice(from, from + lookupMax);
    steps.push({
      key: `${groupsKey}${from}`,
      request: { call: "directoryObjectsByIds", lookup },
      take: nameIn,
    });
  }
  return steps;
}

function groupIdsIn(reads: Reads): string[] {
  const listed = [...reads].flatMap(([key, { items }]) => (key.startsWith("of.") ? items : []));
  return [...new Set(listed.flatMap((item) => kept.parse(item).groupId ?? []))].sort();
}
