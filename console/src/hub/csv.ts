import type { RunAnswer } from "../../../shared/contract/runs.ts";

/** A spreadsheet would calculate a cell that begins with one of these. */
const formula = /^[=+\-@\t\r]/;

/** One cell: always quoted, and never a formula. */
function cellOf(text: string): string {
  const safe = formula.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

/** Runs as CSV (RFC 4180) with a byte order mark, so that spreadsheets read it as UTF-8. Times are ISO 8601 in UTC. */
export function csvOf(headers: readonly string[], runs: readonly RunAnswer[]): string {
  const rows = runs.map((run) => [
    run.id,
    run.label,
    run.environmentName ?? run.environmentId ?? "",
    run.state.label,
    run.cause?.text ?? run.reason?.text ?? run.headline,
    run.initiator.name,
    run.createdAt,
    run.completedAt ?? "",
    String(run.waitedSeconds),
    run.ranSeconds === null ? "" : String(run.ranSeconds),
  ]);
  return `\uFEFF${[headers, ...rows].map((row) => row.map(cellOf).join(",")).join("\r\n")}\r\n`;
}
