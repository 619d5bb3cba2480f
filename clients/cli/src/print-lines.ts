import type { Cli } from "./cli.ts";
import { CliError } from "./cli-error.ts";
import type { LineForm } from "./print.ts";

/** What a page says besides its items; the API writes it as the last line. */
interface PageEnd {
  readonly items: number;
  readonly nextCursor: string | null;
}

/** The media type by which the API is asked for a form. */
export const lineTypes: Readonly<Record<LineForm, string>> = { ndjson: "application/x-ndjson", csv: "text/csv" };

const lineBreaks: Readonly<Record<LineForm, string>> = { ndjson: "\n", csv: "\r\n" };

interface ListLines {
  readonly form: LineForm;
  /** The greatest number of items; all of them when absent. */
  readonly limit: number | undefined;
  /** Reads a page of at most so many items as the API writes it. */
  read(cursor: string | undefined, count: number): Promise<string>;
}

const pageSize = 100;

/**
 * Prints a list over all its pages as the API writes them: one heading, every item, and one last line with what the list
 * says of itself and how many items there are. Its `nextCursor` is null unless the limit ended the list; an output without
 * the last line was cut off. An item is written once, as soon as its page is read.
 */
export async function printLines(cli: Cli, { form, limit = Number.POSITIVE_INFINITY, read }: ListLines): Promise<void> {
  const lineBreak = lineBreaks[form];
  let cursor: string | undefined;
  let count = 0;
  let isFirst = true;
  for (;;) {
    const page = partsOf(await read(cursor, Math.min(limit - count, pageSize)), form);
    if (isFirst && page.heading !== undefined) cli.terminal.out(page.heading);
    if (page.items !== "") cli.terminal.out(page.items);
    count += page.end.items;
    cursor = page.end.nextCursor ?? undefined;
    isFirst = false;
    if (cursor === undefined || count >= limit) {
      cli.terminal.out(lastLine({ ...page.end, items: count }, form, page.heading));
      return;
    }
  }

  function partsOf(text: string, of: LineForm) {
    const body = text.endsWith(lineBreak) ? text.slice(0, -lineBreak.length) : text;
    const at = body.lastIndexOf(lineBreak);
    const end = endOf(body.slice(at < 0 ? 0 : at + lineBreak.length), of);
    const rest = at < 0 ? "" : body.slice(0, at);
    if (of === "ndjson") return { heading: undefined, items: rest, end };
    const [heading = ""] = rest.split(lineBreak, 1);
    return { heading, items: rest.slice(heading.length + lineBreak.length), end };
  }
}

function endOf(line: string, form: LineForm): PageEnd {
  const written = form === "ndjson" ? line : /^"# end","((?:[^"]|"")*)"/.exec(line)?.[1]?.replaceAll('""', '"');
  const said: unknown = written === undefined ? undefined : parsed(written);
  const end = isHeld(said, "end") && form === "ndjson" ? said.end : said;
  if (!isEnd(end)) throw new CliError("The answer was cut off. Repeat the command.");
  return end;
}

function lastLine(end: PageEnd, form: LineForm, heading: string | undefined): string {
  if (form === "ndjson") return JSON.stringify({ end });
  const cells = [
    "# end",
    JSON.stringify(end),
    ...(heading ?? "")
      .split(",")
      .slice(2)
      .map(() => ""),
  ];
  return cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(",");
}

function isHeld<Name extends string>(value: unknown, name: Name): value is Readonly<Record<Name, unknown>> {
  return typeof value === "object" && value !== null && name in value;
}

const isEnd = (value: unknown): value is PageEnd =>
  isHeld(value, "items") &&
  typeof value.items === "number" &&
  isHeld(value, "nextCursor") &&
  (value.nextCursor === null || typeof value.nextCursor === "string");

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
