import { maskedValue } from "../../redaction/unverifiable.ts";
import { canonicalJson } from "../../run/identity.ts";
import { isJson, type Json, unordered } from "./comparable-document.ts";

/** One difference of a policy from its baseline; a value is absent where its document does not have it. */
export interface Difference {
  /** From the outside in; settings of the settings catalog are named by their definition, never by position. */
  readonly path: readonly string[];
  readonly change: "added" | "removed" | "changed";
  readonly expected?: unknown;
  readonly actual?: unknown;
}

export interface Differences {
  readonly differences: readonly Difference[];
  /** Ordered lists with the same members in another order: counted, no difference. */
  readonly reordered: number;
  /** Secrets in both documents: neither equal nor different, because no secret is stored. */
  readonly secrets: number;
}

/** Members that only wrap a setting; the definition before them already names it. */
const wrappers = new Set([
  "settingInstance",
  "choiceSettingValue",
  "simpleSettingValue",
  "groupSettingValue",
  "groupSettingCollectionValue",
]);

/** Compares two documents in their comparable form. */
export function differencesOf(expected: Json, actual: Json): Differences {
  const differences: Difference[] = [];
  const counts = { reordered: 0, secrets: 0 };

  function compare(path: readonly string[], before: unknown, after: unknown): void {
    if (canonicalOf(before) === canonicalOf(after)) counts.secrets += secretsIn(before);
    else if (before === undefined) differences.push({ path, change: "added", actual: after });
    else if (after === undefined) differences.push({ path, change: "removed", expected: before });
    else if (before === maskedValue && typeof after === "string") counts.secrets += 1;
    else if (after === maskedValue && typeof before === "string") counts.secrets += 1;
    else if (isJson(before) && isJson(after)) compareMembers(path, before, after);
    else if (Array.isArray(before) && Array.isArray(after)) compareLists(path, before, after);
    else differences.push({ path, change: "changed", expected: before, actual: after });
  }

  function compareMembers(path: readonly string[], before: Json, after: Json): void {
    for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
      // Already the last part of the path.
      if (name === "settingDefinitionId" && before[name] === after[name]) continue;
      compare(wrappers.has(name) ? path : [...path, name], before[name], after[name]);
    }
  }

  function compareLists(path: readonly string[], before: readonly unknown[], after: readonly unknown[]): void {
    const name = path.at(-1) ?? "";
    const isOrdered = !unordered.has(name) && before.every((member) => keyOf(name, member) === undefined);
    if (isOrdered && isSameSet(before, after)) {
      counts.reordered += 1;
      return;
    }
    if (![...before, ...after].every(isJson)) {
      differences.push({ path, change: "changed", expected: before, actual: after });
      return;
    }
    for (const [part, pair] of pairsOf(name, before, after)) {
      const [old, current] = pair;
      // An assignment is one fact: who gets the policy, and through which filter.
      if (
        name === "assignments" &&
        old !== undefined &&
        current !== undefined &&
        canonicalOf(old) !== canonicalOf(current)
      )
        differences.push({ path: [...path, part], change: "changed", expected: old, actual: current });
      else compare([...path, part], old, current);
    }
  }

  compareMembers([], expected, actual);
  return { differences, ...counts };
}

type Pair = readonly [before: unknown, after: unknown];

/**
 * The members of two lists by what identifies them: equal ones first, then the others in their order, so that an added
 * member makes no difference of those behind it.
 */
function pairsOf(name: string, before: readonly unknown[], after: readonly unknown[]): readonly [string, Pair][] {
  const keys = new Set([...before, ...after].map((member) => keyOf(name, member) ?? ""));
  return [...keys].flatMap((key) => {
    const ofKey = (members: readonly unknown[]) => members.filter((member) => (keyOf(name, member) ?? "") === key);
    const pairs = aligned(ofKey(before), ofKey(after));
    return pairs.map((pair, at): [string, Pair] => {
      const number = `#${at + 1}`;
      return [key === "" ? number : pairs.length === 1 ? key : `${key}${number}`, pair];
    });
  });
}

function aligned(before: readonly unknown[], after: readonly unknown[]): Pair[] {
  const left = [...after];
  const equal = before.map((member) => {
    const at = left.findIndex((other) => canonicalOf(other) === canonicalOf(member));
    return at === -1 ? undefined : left.splice(at, 1)[0];
  });
  const pairs = before.map((member, at): Pair => [member, equal[at] ?? left.shift()]);
  return [...pairs, ...left.map((member): Pair => [undefined, member])];
}

/** What identifies a member of a list, whatever else it says; undefined for a list without such members. */
function keyOf(name: string, member: unknown): string | undefined {
  if (!isJson(member)) return undefined;
  if (name === "assignments") return assignmentKeyOf(member);
  const holder = isJson(member.settingInstance) ? member.settingInstance : member;
  return ["settingDefinitionId", "omaUri"].map((field) => textAt(holder, field)).find((text) => text !== undefined);
}

/** Whom an assignment is for: a group, or a built-in target by its type. */
function assignmentKeyOf({ target }: Json): string {
  if (!isJson(target)) return "unknown";
  const type = (textAt(target, "@odata.type") ?? "").replace("#microsoft.graph.", "");
  const group = textAt(target, "groupId");
  return group === undefined ? type : `${type}:${group}`;
}

function textAt(holder: Json, field: string): string | undefined {
  const value = holder[field];
  return typeof value === "string" && value !== "" ? value : undefined;
}

const canonicalOf = (value: unknown) => (value === undefined ? undefined : canonicalJson(value));

function isSameSet(before: readonly unknown[], after: readonly unknown[]): boolean {
  const texts = (members: readonly unknown[]) => JSON.stringify(members.map((member) => canonicalJson(member)).sort());
  return before.length === after.length && texts(before) === texts(after);
}

function secretsIn(value: unknown): number {
  if (value === maskedValue) return 1;
  const inner = Array.isArray(value) ? value : isJson(value) ? Object.values(value) : [];
  return inner.reduce<number>((sum, one) => sum + secretsIn(one), 0);
}
