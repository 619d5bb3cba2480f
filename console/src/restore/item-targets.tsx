import { useReportWords } from "../report/report-words.ts";
import type { ItemRow } from "./item-rows.ts";
import { targetLinesOf } from "./target-lines.ts";

/** Whom a change set assigns a policy to, one line each. */
export function ItemTargets({ row }: { readonly row: ItemRow }) {
  const { words } = useReportWords();
  if (row.targets === undefined) return "–";
  const lines = targetLinesOf(row, words.report);
  if (lines.length === 0) return words.report.changeTargets.none;
  return (
    <ul className="plain">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

export function TargetsHeading() {
  const { words } = useReportWords();
  return words.report.tables.targets;
}
