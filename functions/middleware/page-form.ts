import * as z from "zod";
import type { Columns } from "../../shared/contract/route.ts";
import { cleanJson } from "../../shared/foundation/plain-text.ts";

/** The forms of a page besides JSON, by their media type. */
const mediaTypes = { "text/csv": "csv", "application/x-ndjson": "ndjson" } as const;
export type PageForm = (typeof mediaTypes)[keyof typeof mediaTypes];

const pageBody = z.looseObject({ items: z.array(z.looseObject({})) });

/**
 * The form that a request asks for; undefined for JSON. Only a form that is named first counts: a browser or a library
 * that accepts anything gets JSON.
 */
export function pageFormOf(accept: string | undefined): PageForm | undefined {
  const [first = ""] = (accept ?? "").toLowerCase().split(/[,;]/);
  return new Map<string, PageForm>(Object.entries(mediaTypes)).get(first.trim());
}

/**
 * A page as lines: one for each item, and a last one with everything else that the page says. Without the last line an
 * answer was cut off; its `nextCursor` is null when the list ends here.
 */
export function pageText(
  body: unknown,
  form: PageForm,
  columns: Columns,
): { readonly text: string; readonly type: string } {
  const { items, ...rest } = pageBody.parse(body);
  const end = { items: items.length, ...rest };
  if (form === "ndjson") {
    const lines = [...items, { end }].map((line) => `${cleanJson(JSON.stringify(line))}\n`);
    return { text: lines.join(""), type: "application/x-ndjson; charset=utf-8" };
  }
  const names = Object.keys(columns);
  const paths = Object.values(columns);
  const last = ["# end", JSON.stringify(end), ...names.slice(2).map(() => "")];
  const rows = [names, ...items.map((item) => paths.map((path) => textAt(item, path))), last];
  return { text: rows.map(lineOf).join(""), type: "text/csv; charset=utf-8" };
}

/** A spreadsheet would calculate a cell that begins with one of these. */
const formula = /^[=+\-@\t\r]/;

/** One line by RFC 4180: every cell is quoted, and none is a formula. */
const lineOf = (cells: readonly string[]) => `${cells.map(cellOf).join(",")}\r\n`;

function cellOf(text: string): string {
  // As JSON, so that invisible characters are removed by the rule of all answers.
  const clean = z.string().parse(JSON.parse(cleanJson(JSON.stringify(text))));
  const safe = formula.test(clean) ? `'${clean}` : clean;
  return `"${safe.replaceAll('"', '""')}"`;
}

function textAt(item: object, path: string): string {
  const value = path.split(".").reduce<unknown>((held, name) => memberOf(held, name), item);
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

const memberOf = (held: unknown, name: string): unknown =>
  typeof held === "object" && held !== null ? new Map(Object.entries(held)).get(name) : undefined;
