import { fieldOf, textOf } from "../environment/fields.ts";
import type { ItemRow } from "./item-rows.ts";

interface TargetWords {
  /** Kinds of targets. */
  readonly values: Readonly<Record<string, string>>;
  readonly changeTargets: {
    added(target: string): string;
    removed(target: string): string;
    mapped(from: string, to: string): string;
  };
}

/**
 * Whom a change set assigns a policy to: what is added, what is removed, what stays, and which objects of the source of a
 * promotion become which objects of the target.
 */
export function targetLinesOf(
  { targets = [], currentTargets, mapping }: Pick<ItemRow, "targets" | "currentTargets" | "mapping">,
  { values, changeTargets }: TargetWords,
): readonly string[] {
  const nameOf = (target: unknown) => {
    const kind = textOf(target, "kind") ?? "";
    const groupId = textOf(target, "groupId");
    const label = values[kind] ?? textOf(target, "type") ?? kind;
    return [label, groupId && namedId(nameIn(mapping, groupId), groupId)].filter(Boolean).join(" ");
  };
  const isIn = (all: readonly unknown[], target: unknown) => all.some((one) => keyOf(one) === keyOf(target));
  const before = currentTargets ?? targets;
  return [
    ...targets.filter((target) => !isIn(before, target)).map((target) => changeTargets.added(nameOf(target))),
    ...before.filter((target) => !isIn(targets, target)).map((target) => changeTargets.removed(nameOf(target))),
    ...targets.filter((target) => isIn(before, target)).map(nameOf),
    ...mapping.map((pair) => changeTargets.mapped(endOf(pair, "from"), endOf(pair, "to"))),
  ];
}

/** A name beside its id, which is what a script and a second person compare. */
const namedId = (name: string | undefined, id: string): string => (name === undefined ? id : `${name} (${id})`);

/** One end of a mapping. */
function endOf(pair: unknown, end: "from" | "to"): string {
  const object = fieldOf(pair, end);
  return namedId(textOf(object, "name"), textOf(object, "id") ?? "");
}

/** The name of a counterpart in the target. */
function nameIn(mapping: readonly unknown[], id: string): string | undefined {
  const pair = mapping.find((one) => textOf(fieldOf(one, "to"), "id") === id);
  return textOf(fieldOf(pair, "to"), "name");
}

/** What makes two targets the same, with their filter and intent. */
const keyOf = (target: unknown): string =>
  ["kind", "type", "groupId", "filterId", "filterMode", "intent"].map((name) => textOf(target, name) ?? "").join("\n");
