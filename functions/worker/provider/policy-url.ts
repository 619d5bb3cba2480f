import type { ExpandedList } from "../../../shared/operations/policies/document-completeness.ts";
import { expandedActions, hasActions } from "../../../shared/operations/policies/scheduled-actions.ts";
import { callUrl, graphCalls, leavesItsFolder } from "../../../shared/operations/provider/graph-calls.ts";
import type { PolicyCollection } from "../../../shared/operations/provider/provider-access.ts";

const [read] = graphCalls.configurationPolicies.permissions;
const [write] = graphCalls.policyWrites.permissions;
/** The permissions with the least privileges that reads and writes of policies need. */
export const policyPermissions = { read, write } as const;

/** What a policy is asked to do, beside being read and written. */
type PolicyAction = "assign" | "scheduleActionsForRules";

/** Adds what the provider otherwise leaves out of a policy: its settings, actions and, if wanted, its assignments. */
export function expand(url: URL, collection: PolicyCollection, { isAssigned }: { readonly isAssigned: boolean }): URL {
  const lists = [
    ...(collection === "configurationPolicies" ? ["settings"] : []),
    ...(isAssigned ? ["assignments"] : []),
    ...(hasActions(collection) ? [expandedActions] : []),
  ];
  if (lists.length > 0) url.searchParams.set("$expand", lists.join(","));
  return url;
}

/**
 * The URL of a collection, one of its policies, or a list of that policy. Ids come from a provider or a stored
 * record, so each is encoded as a single path segment. Throws for an id that cannot be one.
 */
export function policyUrl(
  base: URL,
  collection: PolicyCollection,
  id?: string,
  list?: ExpandedList | PolicyAction,
): URL {
  if (id !== undefined && leavesItsFolder(id)) throw new Error("a policy's id cannot be a segment of an address");
  const url = callUrl(base, graphCalls[collection]);
  const segments = [id === undefined ? undefined : encodeURIComponent(id), list];
  url.pathname = [url.pathname, ...segments.filter((segment) => segment !== undefined)].join("/");
  return url;
}
