import { isExactNumber } from "../../foundation/exact-json.ts";
import { maskedValue, maskSecrets } from "../../redaction/unverifiable.ts";
import { canonicalJson } from "../../run/identity.ts";
import { filledIn, isAnnotation, normalForm, unorderedLists, without as withoutMembers } from "./normal-form.ts";

/** One value of a policy document, at its setting-level path. */
export interface SettingRow {
  /** From the outside in; settings of the settings catalog are named by their definition, never by position. */
  readonly path: readonly string[];
  readonly value: unknown;
  /** The value is a secret that is not stored, so it cannot be compared. */
  readonly isUnverifiable: boolean;
}

type Json = Readonly<Record<string, unknown>>;

/** Members that only wrap a setting of the settings catalog; its definition already names it. */
const wrappers = new Set(["settingInstance", "choiceSettingValue", "simpleSettingValue", "groupSettingValue"]);
/** What identifies a member of a list, in this order. Positional ids do not. */
const identifying = ["settingDefinitionId", "omaUri", "ruleName", "actionType", "displayName", "name", "key"] as const;
/** The row that holds the order of a list whose members are named. */
export const orderOfList = "[order]";

/**
 * The values of a document, each at its setting-level path, without the named top-level members. Equal paths in two
 * documents are the same setting. Lists of plain values are one value; null and empty values are left out at the top
 * level only, as a restore treats them.
 */
export function settingRowsOf(document: Json, without: ReadonlySet<string>): readonly SettingRow[] {
  const rows: SettingRow[] = [];

  function walk(value: unknown, path: readonly string[]): void {
    const isPlainList = Array.isArray(value) && value.every(isScalar);
    if (isScalar(value) || isPlainList) {
      const plain = isPlainList && isSetOfSettings(path) ? value.toSorted(byContent) : value;
      rows.push({ path, value: plain, isUnverifiable: holdsMask(value) });
    } else if (Array.isArray(value)) walkList(value, path);
    else if (isJson(value)) walkMembers(value, path);
  }

  function walkMembers(value: Json, path: readonly string[]): void {
    const members = Object.entries(value).filter(([name]) => !isAnnotation(name));
    if (members.length === 0) rows.push({ path, value: {}, isUnverifiable: false });
    for (const [name, inner] of members) {
      // Already the last part of the path.
      if (name === "settingDefinitionId" && path.some((part) => withoutNumber(part) === inner)) continue;
      walk(inner, wrappers.has(name) ? path : [...path, name]);
    }
  }

  function walkList(given: readonly unknown[], path: readonly string[]): void {
    const isSet = isSetOfSettings(path);
    const dropped = filledIn.get(path.at(-1) ?? "");
    const members = dropped === undefined ? given : given.map((member) => withoutMembers(dropped, member));
    const list = isSet ? members.toSorted(byContent) : members;
    const named = list.map((member) => nameOf(member));
    const seen = new Map<string, number>();
    const names = named.map((name, at) => {
      const text = name ?? String(at + 1);
      const count = (seen.get(text) ?? 0) + 1;
      seen.set(text, count);
      return count === 1 ? text : `${text}#${count}`;
    });
    list.forEach((member, at) => {
      walk(member, [...path, names[at] ?? String(at + 1)]);
    });
    if (!isSet && named.some((name) => name !== undefined)) {
      rows.push({ path: [...path, orderOfList], value: names, isUnverifiable: false });
    }
  }

  for (const [name, value] of Object.entries(maskSecrets(document).document)) {
    if (without.has(name) || isAnnotation(name) || value === null) continue;
    walk(value, [name]);
  }
  return rows;
}

/** The settings, assignments and actions of a policy are sets; every other list is ordered. */
const isSetOfSettings = (path: readonly string[]) => unorderedLists.has(path.at(-1) ?? "");

/** The text of a value: strings as they are, everything else as JSON. */
export const textOfValue = (value: unknown): string => (typeof value === "string" ? value : canonicalJson(value));

function nameOf(member: unknown): string | undefined {
  if (!isJson(member)) return undefined;
  const holder = isJson(member.settingInstance) ? member.settingInstance : member;
  for (const name of identifying) {
    const value = holder[name];
    if (typeof value === "string" && value !== "") return value;
  }
  return undefined;
}

/** Twins of one definition keep their numbers, in whatever order the provider lists them. */
function byContent(a: unknown, b: unknown): number {
  const [left, right] = [canonicalJson(normalForm(a)), canonicalJson(normalForm(b))];
  return left === right ? 0 : left < right ? -1 : 1;
}

const withoutNumber = (part: string) => part.replace(/#\d+$/, "");
const holdsMask = (value: unknown): boolean => (Array.isArray(value) ? value.some(holdsMask) : value === maskedValue);

function isScalar(value: unknown): boolean {
  return value === null || typeof value !== "object" || isExactNumber(value);
}

function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !isExactNumber(value);
}
