import { textOf } from "../environment/fields.ts";
import { useReportWords } from "../report/report-words.ts";
import type { ItemRow } from "./item-rows.ts";

/** Whom a change set assigns a policy to: what is added, what is removed, and what stays. */
export function ItemTargets({ row: { targets, currentTargets } }: { readonly row: ItemRow }) {
  const { words } = useReportWords();
  if (targets === undefined) return "–";
  const nameOf = (target: unknown) => {
    const kind = textOf(target, "kind") ?? "";
    const label = words.report.values[kind] ?? textOf(target, "type") ?? kind;
    return [label, textOf(target, "groupId")].filter(Boolean).join(" ");
  };
  const isIn = (all: readonly unknown[], target: unknown) => all.some((one) => keyOf(one) === keyOf(target));
  const before = currentTargets ?? targets;
  const lines = [
    ...targets
      .filter((target) => !isIn(before, target))
      .map((target) => words.report.changeTargets.added(nameOf(target))),
    ...before
      .filter((target) => !isIn(targets, target))
      .map((target) => words.report.changeTargets.removed(nameOf(target))),
    ...targets.filter((target) => isIn(before, target)).map(nameOf),
  ];
  if (lines.length === 0) return words.report.changeTargets.none;
  return (
    <ul className="plain">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

/** What makes two targets the same, with their filter and intent. */
const keyOf = (target: unknown): string =>
  ["kind", "type", "groupId", "filterId", "filterMode", "intent"].map((name) => textOf(target, name) ?? "").join("\n");

export function TargetsHeading() {
  const { words } = useReportWords();
  return words.report.tables.targets;
}
