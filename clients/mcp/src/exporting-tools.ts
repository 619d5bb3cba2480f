import * as z from "zod";
import { answerOf, type RuntruthClient } from "../../sdk/src/client.ts";
import { runQueryOf, workspace } from "./reading-tools.ts";
import { defineTool, type Tool } from "./tool.ts";

const pageSize = 100;
/** A longer file no longer fits into what an agent reads. */
const pagesMax = 10;

/** Tools that take whole lists out of the product, offered only when the server was started with them. */
export const exportingTools: readonly Tool[] = [
  defineTool({
    name: "export_runs",
    description:
      "Runs of a workspace as a CSV file, newest first: one heading, every run that the filters keep, and a last line with the filters. At most 1,000 runs; the last line says in nextCursor whether there are more.",
    input: {
      workspace,
      environment: z.string().optional().describe("Only of this environment"),
      type: z.string().optional().describe("Only of this operation, such as policy.sync"),
      outcome: z.enum(["succeeded", "partially_succeeded", "blocked", "failed", "cancelled"]).optional(),
      from: z.iso.datetime().optional().describe("Created at or after this instant"),
      to: z.iso.datetime().optional().describe("Created before this instant"),
      cursor: z.string().optional().describe("nextCursor of the previous file"),
    },
    effect: "read",
    async run(client, { workspace: ws, environment: environmentId, cursor: first, ...rest }) {
      const filters = runQueryOf({ environmentId, ...rest });
      const lines: string[] = [];
      let cursor = first;
      for (let pages = 0; pages < pagesMax; pages++) {
        const page = await linesOf(client, ws, {
          ...filters,
          limit: pageSize,
          ...(cursor !== undefined && { cursor }),
        });
        // Each page has the heading; the file has it once.
        lines.push(...page.rows.slice(pages === 0 ? 0 : 1));
        cursor = page.nextCursor ?? undefined;
        if (cursor === undefined || pages === pagesMax - 1) return { csv: [...lines, page.end].join("\r\n") };
      }
      throw new Error("The list has no last page.");
    },
  }),
];

const pageEnd = z.object({ nextCursor: z.string().nullable() });

/** The lines of one page: heading and runs, and the last one, without which the answer was cut off. */
async function linesOf(client: RuntruthClient, ws: string, query: Readonly<Record<string, unknown>>) {
  const text = await answerOf(
    client.GET("/api/workspaces/{ws}/operations", {
      params: { path: { ws }, query },
      headers: { accept: "text/csv" },
      parseAs: "text",
    }),
  );
  const rows = String(text).trimEnd().split("\r\n");
  const end = rows.pop() ?? "";
  const said = /^"# end","((?:[^"]|"")*)"/.exec(end)?.[1]?.replaceAll('""', '"');
  if (said === undefined) throw new Error("The answer was cut off. Call the tool again.");
  return { rows, end, nextCursor: pageEnd.parse(JSON.parse(said)).nextCursor };
}
