import { stripVTControlCharacters, styleText } from "node:util";
import type { components } from "../../sdk/src/schema.ts";
import { CliError } from "./cli-error.ts";
import type { Terminal } from "./terminal.ts";

/** Forms in which the API itself writes a list. */
const lineForms = ["ndjson", "csv"] as const;
export type LineForm = (typeof lineForms)[number];
export const formats = ["table", "plain", "json", ...lineForms] as const;
export type Format = (typeof formats)[number];

export const isLineForm = (format: Format | undefined): format is LineForm => lineForms.some((form) => form === format);

/** A state as answers have it: its label, and how urgent it is. */
type State = Pick<components["schemas"]["Run"]["state"], "label" | "tone">;
type Cell = string | number | null | State;
type Row = Readonly<Record<string, Cell>>;

/** A colour repeats what the label says, so nothing is lost without it. */
const colours = { danger: "red", warning: "yellow", info: "cyan", success: "green", neutral: undefined } as const;

export type Printer = ReturnType<typeof createPrinter>;

/**
 * Prints answers. `table` is for people, `plain` has one line of tab-separated values for each row, `json` is the answer
 * as the API gave it. Without a choice: `table` on a terminal, `plain` elsewhere. Only a table on a terminal has colours, and
 * none with `NO_COLOR` or on a terminal that is `dumb`.
 */
export function createPrinter(terminal: Terminal, chosen: Format | undefined) {
  if (isLineForm(chosen)) throw new CliError(`Only whole lists are printed as ${chosen}, such as: runtruth runs`);
  const format = chosen ?? (terminal.isInteractive ? "table" : "plain");
  const { NO_COLOR = "", TERM } = terminal.env;
  const isColoured = terminal.isInteractive && format === "table" && NO_COLOR === "" && TERM !== "dumb";
  function table(items: readonly Row[], empty: string): string {
    if (format === "plain") return items.map((row) => Object.values(row).map(cell).join("\t")).join("\n");
    const [first] = items;
    if (first === undefined) return empty;
    const title = Object.keys(first).map((name) => name.toUpperCase());
    return aligned([title, ...items.map((row) => Object.values(row))], isColoured);
  }

  function lines(facts: Row): string {
    const known = Object.entries(facts).filter(([, value]) => value !== null && value !== "");
    if (format === "plain") return known.map(([name, value]) => `${name}\t${cell(value)}`).join("\n");
    return aligned(known, isColoured);
  }

  const print = (answer: unknown, text: () => string): void => {
    const written = format === "json" ? JSON.stringify(answer, null, 2) : text();
    // An empty list in plain form is no line, rather than an empty one.
    if (written !== "") terminal.out(written);
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
export function readable(text: string): string {
  return stripVTControlCharacters(text).replace(/[\p{Cc}\p{Bidi_Control}]/gu, " ");
}

const cell = (value: Cell | undefined): string =>
  readable(typeof value === "object" && value !== null ? value.label : String(value ?? ""));

function aligned(lines: readonly (readonly Cell[])[], isColoured: boolean): string {
  const widths = (lines[0] ?? []).map((_, column) => Math.max(...lines.map((line) => cell(line[column]).length)));
  return lines
    .map((line) =>
      line
        .map((value, column) => coloured(value, isColoured) + " ".repeat((widths[column] ?? 0) - cell(value).length))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

function coloured(value: Cell, isColoured: boolean): string {
  const colour = isColoured && typeof value === "object" && value !== null ? colours[value.tone] : undefined;
  // The stream was checked before; what is written here is only text.
  return colour === undefined ? cell(value) : styleText(colour, cell(value), { validateStream: false });
}
