import { isExactNumber } from "../../foundation/exact-json.ts";
import type { PolicyCollection } from "../provider/provider-access.ts";

/** Lists that Graph embeds in a policy on request, and that it may truncate. */
const expandedLists = ["settings", "assignments"] as const;
export type ExpandedList = (typeof expandedLists)[number];

/** The embedded lists of a policy that are truncated: each can be read whole on its own. */
export function cutOffLists(collection: PolicyCollection, document: object): readonly ExpandedList[] {
  const isCut = (list: ExpandedList) => Object.hasOwn(document, `${list}@odata.nextLink`);
  return expandedLists.filter(
    (list) => isCut(list) || (list === "settings" && collection === "configurationPolicies" && lacksSettings(document)),
  );
}

/**
 * Whether a document is truncated. Graph limits an expanded list to 25 entries and links the rest in
 * `<member>@odata.nextLink`; a settings-catalog policy states its number of settings in `settingCount`.
 */
export function isCutOff(collection: PolicyCollection, document: object): boolean {
  return namesFurtherPart(document) || (collection === "configurationPolicies" && lacksSettings(document));
}

function lacksSettings(document: object): boolean {
  const { settingCount, settings }: { settingCount?: unknown; settings?: unknown } = document;
  const stated = isExactNumber(settingCount) ? Number(settingCount.rawJSON) : settingCount;
  if (typeof stated !== "number") return false;
  return stated !== (Array.isArray(settings) ? settings.length : 0);
}

function namesFurtherPart(value: unknown): boolean {
  if (typeof value !== "object" || value === null || isExactNumber(value)) return false;
  if (Array.isArray(value)) return value.some(namesFurtherPart);
  return Object.entries(value).some(([name, inner]) => name.endsWith("@odata.nextLink") || namesFurtherPart(inner));
}
