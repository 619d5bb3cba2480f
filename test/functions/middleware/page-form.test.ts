import { describe, expect, it } from "vitest";
import * as z from "zod";
import { pageFormOf, pageText } from "../../../functions/middleware/page-form.ts";
import type { Route } from "../../../shared/contract/route.ts";
import { routes } from "../../../shared/contract/routes.ts";

const columns = { id: "id", cause: "cause.text", counts: "counts" };
const page = (items: readonly object[], nextCursor: string | null = null) => ({ items, nextCursor, unread: "Partly." });
const csv = (items: readonly object[]) => pageText(page(items), "csv", columns).text;

describe("a page as lines", () => {
  it.each([
    { accept: undefined, form: undefined },
    { accept: "*/*", form: undefined },
    { accept: "text/html,application/xhtml+xml,*/*;q=0.8", form: undefined },
    { accept: "application/json, text/csv", form: undefined },
    { accept: "text/csv", form: "csv" },
    { accept: "TEXT/CSV; charset=utf-8", form: "csv" },
    { accept: "application/x-ndjson", form: "ndjson" },
  ])("is $form for accept $accept", ({ accept, form }) => {
    expect(pageFormOf(accept)).toBe(form);
  });

  it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])("never contains the formula %j in a cell", (text) => {
    const [, line = ""] = csv([{ id: text, cause: null }]).split("\r\n");

    expect(line).toMatch(/^"'/);
    expect(line).not.toMatch(/"[=+\-@\t\r]/);
  });

  it("quotes cells, writes objects as JSON and leaves absent values empty", () => {
    const lines = csv([
      { id: 'a "b"\n, c', cause: { text: "Throttled." }, counts: { total: 2 } },
      { id: 7, cause: null },
    ]);

    expect(lines).toBe(
      [
        '"id","cause","counts"',
        '"a ""b""\n, c","Throttled.","{""total"":2}"',
        '"7","",""',
        '"# end","{""items"":2,""nextCursor"":null,""unread"":""Partly.""}",""',
        "",
      ].join("\r\n"),
    );
  });

  it("removes invisible characters as every answer does", () => {
    expect(csv([{ id: "a\u202eb\u001b[31m" }])).toContain('"ab[31m"');
  });

  it("ends with everything that the page says besides its items", () => {
    const { text } = pageText(page([{ id: "a" }], "more"), "ndjson", columns);

    expect(
      text
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line)),
    ).toEqual([{ id: "a" }, { end: { items: 1, nextCursor: "more", unread: "Partly." } }]);
    expect(text.endsWith("\n")).toBe(true);
  });
});

const tabular: readonly Route[] = routes.filter((route: Route) => route.columns !== undefined);

it.each(tabular)("the columns of $name name fields of its items", ({ answers, columns: names = {} }) => {
  expect(tabular.length).toBeGreaterThan(1);
  const document = z.toJSONSchema(z.object({ items: answers[200] ?? z.never() }), { io: "input", reused: "inline" });
  const missing = Object.values(names).filter(
    (path) => !hasPath(document, ["properties", "items", "properties", "items", "items"], path.split(".")),
  );

  expect(missing).toEqual([]);
});

/** Whether the schema at a place describes a path of fields, in one of its alternatives. */
function hasPath(schema: unknown, place: readonly string[], fields: readonly string[]): boolean {
  const held = place.reduce<unknown>((value, name) => z.record(z.string(), z.unknown()).parse(value)[name], schema);
  const { properties = {}, anyOf = [] } = z
    .looseObject({ properties: z.record(z.string(), z.unknown()).optional(), anyOf: z.array(z.unknown()).optional() })
    .parse(held);
  const [first, ...rest] = fields;
  if (first === undefined) return true;
  if (first in properties) return rest.length === 0 || hasPath(properties[first], [], rest);
  return anyOf.some((one) => hasPath(one, [], fields));
}
