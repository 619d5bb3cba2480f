import { stripVTControlCharacters } from "node:util";
import { CliError } from "./cli-error.ts";
import type { Terminal } from "./terminal.ts";

/** Forms in which the API itself writes a list. */
const lineForms = ["ndjson", "csv"] as const;
export type LineForm = (typeof lineForms)[number];
export const formats = ["table", "plain", "json", ...lineForms] as const;
export type Format = (typeof formats)[number];

export const isLineForm = (format: Format | undefined): format is LineForm => lineForms.some((form) => form === format);

type Row = Readonly<Record<string, string | number | null>>;

export type Printer = ReturnType<typeof createPrinter>;

/**
 * Prints answers. `table` is for people, `plain` has one line of tab-separated values for each row, `json` is the answer
 * as the API gave it. Without a choice: `table` on a terminal, `plain` elsewhere.
 */
export function createPrinter(terminal: Terminal, chosen: Format | undefined) {
  if (isLineForm(chosen)) throw new CliError(`Only whole lists are printed as ${chosen}, such as: runtruth runs`);
  const format = chosen ?? (terminal.isInteractive ? "table" : "plain");
  function table(items: readonly Row[], empty: string): string {
    if (format === "plain") return items.map((row) => Object.values(row).map(cell).join("\t")).join("\n");
    const [first] = items;
    if (first === undefined) return empty;
    const title = Object.keys(first).map((name) => name.toUpperCase());
    return aligned([title, ...items.map((row) => Object.values(row).map(cell))]);
  }

  function lines(facts: Row): string {
    const known = Object.entries(facts).filter(([, value]) => value !== null && value !== "");
    if (format === "plain") return known.map(([name, value]) => `${name}\t${cell(value)}`).join("\n");
    return aligned(known.map(([name, value]) => [name, cell(value)]));
  }

  const print = (answer: unknown, text: () => string): void => {
    terminal.out(format === "json" ? JSON.stringify(answer, null, 2) : text());
  };

  return {
    /** Prints a list: `answer` as JSON, otherwise the rows. `empty` is said when there are none. */
    list: (answer: unknown, items: readonly Row[], empty: string) => print(answer, () => table(items, empty)),
    /** Prints one thing: `answer` as JSON, otherwise a line for each fact that is known. */
    facts: (answer: unknown, facts: Row) => print(answer, () => lines(facts)),
    /** Prints sentences; `answer` as JSON instead. */
    text: (answer: unknown, sentences: readonly string[]) => print(answer, () => sentences.map(readable).join("\n")),
  };
}

/** Text of a run may come from anywhere: nothing in it may steer the terminal or break a row. */
function readable(text: string): string {
  return stripVTControlCharacters(text).replace(/[\p{Cc}\p{Bidi_Control}]/gu, " ");
}

const cell = (value: string | number | null | undefined): string => readable(String(value ?? ""));

function aligned(lines: readonly (readonly string[])[]): string {
  const widths = (lines[0] ?? []).map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((text, column) => text.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
