import { expect, it } from "vitest";
import { createCli } from "../../clients/cli/src/cli.ts";
import type { LineForm } from "../../clients/cli/src/print.ts";
import { printLines } from "../../clients/cli/src/print-lines.ts";
import { createProgram } from "../../clients/cli/src/program.ts";
import type { Terminal } from "../../clients/cli/src/terminal.ts";
import { pageText } from "../../functions/middleware/page-form.ts";

const columns = { id: "id", why: "why", more: "more" };
const runs = ["a\r\nb", "=1", "c", "d", "e"].map((why, at) => ({ id: `run-${at}`, why }));

/** Prints a list of five runs whose pages have at most two, as the API writes them. */
async function printed(form: LineForm, limit?: number, cut?: (page: string) => string) {
  const said: string[] = [];
  const terminal: Terminal = {
    env: {},
    isInteractive: false,
    signal: new AbortController().signal,
    out: (text) => void said.push(text),
    err: () => undefined,
  };
  const asked: number[] = [];
  const cli = createCli(
    createProgram(terminal, "", () => undefined),
    terminal,
    () => undefined,
  );
  await printLines(cli, {
    form,
    limit,
    async read(cursor = "0", count) {
      asked.push(count);
      const from = Number(cursor);
      const items = runs.slice(from, from + Math.min(count, 2));
      const next = from + items.length;
      const body = { items, nextCursor: next < runs.length ? String(next) : null, appliedFilters: { tab: "all" } };
      const { text } = pageText(body, form, columns);
      return cut === undefined ? text : cut(text);
    },
  });
  return { lines: said, asked };
}

it("a list as CSV has one heading, all items and one last line", async () => {
  const { lines } = await printed("csv");

  expect(lines.join("\r\n")).toBe(
    [
      '"id","why","more"',
      '"run-0","a\r\nb",""',
      `"run-1","'=1",""`,
      '"run-2","c",""',
      '"run-3","d",""',
      '"run-4","e",""',
      '"# end","{""items"":5,""nextCursor"":null,""appliedFilters"":{""tab"":""all""}}",""',
    ].join("\r\n"),
  );
});

it("a list as NDJSON says in its last line that a limit ended it", async () => {
  const { lines, asked } = await printed("ndjson", 3);

  expect(
    lines
      .join("\n")
      .split("\n")
      .map((line) => JSON.parse(line)),
  ).toEqual([...runs.slice(0, 3), { end: { items: 3, nextCursor: "3", appliedFilters: { tab: "all" } } }]);
  expect(asked).toEqual([3, 1]);
});

it.each(["csv", "ndjson"] as const)("a page as %s is refused when its last line is missing", async (form) => {
  const cut = (page: string) => page.slice(0, page.lastIndexOf("end"));

  await expect(printed(form, undefined, cut)).rejects.toThrow("The answer was cut off.");
});
