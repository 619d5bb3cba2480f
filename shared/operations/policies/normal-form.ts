import { createHash } from "node:crypto";
import { isExactNumber } from "../../foundation/exact-json.ts";
import { canonicalJson } from "../../run/identity.ts";

/** Hashes are comparable only under the same rules; changed rules need a new version. */
const version = 1;
const id: ReadonlySet<string> = new Set(["id"]);
/**
 * Members of lists that the provider fills in and that carry no meaning: ids by position, and the name of the rule, of
 * which a policy has only one.
 */
export const filledIn: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ["settings", id],
  ["scheduledActionsForRule", new Set(["id", "ruleName"])],
  ["scheduledActionConfigurations", id],
  ["assignments", id],
]);
/** Lists whose order carries no meaning: the provider may return them in any. */
export const unorderedLists: ReadonlySet<string> = new Set([
  "settings",
  "scheduledActionsForRule",
  "scheduledActionConfigurations",
  "assignments",
]);

/**
 * The canonical form of a document: without response annotations and the provider's ids of single settings, with
 * normalized numbers. Settings are a set, because the provider numbers them by position and may reorder them.
 */
export function normalForm(value: unknown, name?: string): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => normalForm(item));
    const dropped = filledIn.get(name ?? "");
    if (name === undefined || dropped === undefined) return items;
    const unnumbered = items.map((item) => without(dropped, item));
    return unorderedLists.has(name) ? unnumbered.map(canonicalJson).sort() : unnumbered;
  }
  if (isExactNumber(value)) return normalNumber(value.rawJSON);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).filter(([key]) => !isAnnotation(key));
  return Object.fromEntries(members.map(([key, inner]) => [key, normalForm(inner, key)]));
}

/** Equal exactly when two documents have the same content, in any spelling of the provider. */
export const normalHash = (document: unknown): string => `${version}.${hashOf(normalForm(document))}`;

/** SHA-256 over canonical JSON, hex. */
export const hashOf = (value: unknown): string => createHash("sha256").update(canonicalJson(value)).digest("hex");

/** `@odata.context` and similar members describe the response; an object's type is content. */
export const isAnnotation = (name: string): boolean => /@odata\.(?!type$)/.test(name);

/** An object without these members; anything else as it is. */
export function without(dropped: ReadonlySet<string>, item: unknown): unknown {
  if (typeof item !== "object" || item === null || Array.isArray(item) || isExactNumber(item)) return item;
  return Object.fromEntries(Object.entries(item).filter(([key]) => !dropped.has(key)));
}

/** `1.0` and `1` are the same number. */
function normalNumber(text: string): unknown {
  const whole = /^(-?\d+)\.0+$/.exec(text)?.[1] ?? text;
  const value = Number(whole);
  return Number.isSafeInteger(value) && /^-?\d+$/.test(whole) ? value + 0 : JSON.rawJSON(whole);
}
