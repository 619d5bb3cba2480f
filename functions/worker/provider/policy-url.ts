import type { PolicyCollection } from "../../../shared/operations/provider/provider-access.ts";

/** A dot segment leaves its folder in any encoding: a URL parser treats `%2e` as a dot. */
export const leavesItsFolder = (id: string): boolean => /^\.{0,2}$/.test(id);

/**
 * The URL of a collection, one of its policies, or a list of that policy. Ids come from a provider or a stored
 * record, so each is encoded as a single path segment. Throws for an id that cannot be one.
 */
export function policyUrl(base: URL, collection: PolicyCollection, id?: string, list?: "settings"): URL {
  if (id !== undefined && leavesItsFolder(id)) throw new Error("a policy's id cannot be a segment of an address");
  const url = new URL(base);
  const segments = [base.pathname.replace(/\/+$/, ""), "deviceManagement", collection];
  if (id !== undefined) segments.push(encodeURIComponent(id));
  if (list !== undefined) segments.push(list);
  url.pathname = segments.join("/");
  return url;
}
