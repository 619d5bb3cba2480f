import type { PolicyCollection } from "../../../shared/operations/provider/provider-access.ts";

/** A dot leaves its folder however it is encoded: an address takes `%2e` for one. */
export const leavesItsFolder = (id: string): boolean => /^\.{0,2}$/.test(id);

/**
 * The address of a collection, one of its policies, or a list of that policy. An id comes from a provider or a stored
 * record; whatever it is, it stays one segment of the path. Throws for one that cannot.
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
