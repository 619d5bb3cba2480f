import { type Command, InvalidArgumentError, Option } from "commander";
import { answerOf, type RuntruthClient } from "../../../sdk/src/client.ts";
import { everyItem } from "../../../sdk/src/every-item.ts";
import type { operations } from "../../../sdk/src/schema.ts";
import type { Register } from "../cli.ts";
import type { LineForm } from "../print.ts";
import { lineTypes, printLines } from "../print-lines.ts";
import { runFacts, runRow } from "../run-rows.ts";

type RunQuery = NonNullable<operations["listRuns"]["parameters"]["query"]>;
interface ListOptions extends Pick<RunQuery, "type" | "text" | "from" | "to" | "initiator"> {
  readonly tab: NonNullable<RunQuery["tab"]>;
  readonly environment?: string;
  readonly reference?: string;
  readonly outcome?: NonNullable<RunQuery["outcome"]>;
  readonly limit?: number;
}

const pageSize = 100;
export const defaultLimit = 20;
const tabs = [
  "all",
  "needs_attention",
  "active",
  "stale",
  "failed",
  "blocked",
  "partial",
  "succeeded",
  "resolved_history",
] as const;
const outcomes = ["succeeded", "partially_succeeded", "blocked", "failed", "cancelled"] as const;

export const runCommands: Register = (program, cli) => {
  program
    .command("runs")
    .description("list runs, newest first")
    .addOption(new Option("--tab <tab>", "which runs").choices(tabs).default("all"))
    .option("-e, --environment <id>", "only of this environment")
    .option("--type <type>", "only of this operation, such as policy.sync")
    .addOption(new Option("--outcome <outcome>", "only with this outcome").choices(outcomes))
    .option("--text <words>", "only with these words in id, operation, environment, initiator or cause")
    .option("--reference <text>", "only started with this reference")
    .option("--initiator <user>", "only started by this user or schedule")
    .option("--from <instant>", "created at or after, such as 2026-03-01T00:00:00Z", instant)
    .option("--to <instant>", "created before", instant)
    .addOption(limitOption(", and all as ndjson or csv"))
    .action(async ({ limit, environment, reference, ...filters }: ListOptions) => {
      const { client, workspaceId } = await cli.connect();
      const query = {
        ...filters,
        ...(environment !== undefined && { environmentId: environment }),
        ...(reference !== undefined && { externalReference: reference }),
      };
      const ws = await workspaceId();
      const form = cli.lineForm();
      if (form !== undefined) {
        const read = (cursor: string | undefined, count: number) =>
          linesOf(client, ws, { ...query, limit: count, ...(cursor !== undefined && { cursor }) }, form);
        return printLines(cli, { form, limit, read });
      }
      const items = await listRuns(client, ws, query, limit ?? defaultLimit);
      cli.printer().list(items, items.map(runRow), "No run matches.");
    });

  runCommand(program, "show", "show a run: its state, why, and what to do next").action(async (runId: string) => {
    const { client, workspaceId } = await cli.connect();
    const run = await readRun(client, await workspaceId(), runId);
    cli.printer().facts(run, runFacts(run));
  });

  runCommand(program, "explain", "explain the verdict on a run: facts, rule, verdict, and what would change it").action(
    async (runId: string) => {
      const { client, workspaceId } = await cli.connect();
      const run = await readRun(client, await workspaceId(), runId);
      const lines = run.explanation.flatMap(({ label, facts, rule, verdict, wouldChange }) => [
        label,
        ...facts.map(({ text }) => `  - ${text}`),
        `  Rule: ${rule.text}`,
        `  So: ${verdict.text}`,
        ...wouldChange.map(({ text }) => `  Would change it: ${text}`),
      ]);
      cli.printer().text(run.explanation, [run.headline, ...lines]);
    },
  );
};

/** The option for the length of a list. */
export const limitOption = (otherwise = "") =>
  new Option("-n, --limit <number>", `how many at most; default: ${defaultLimit}${otherwise}`).argParser(positive);

/** A command about one run. */
export function runCommand(program: Command, name: string, description: string): Command {
  return program.command(name).description(description).argument("<run>", "the id of a run");
}

export async function readRun(client: RuntruthClient, workspaceId: string, runId: string) {
  return answerOf(
    client.GET("/api/workspaces/{ws}/operations/{run}", { params: { path: { ws: workspaceId, run: runId } } }),
  );
}

export async function listRuns(client: RuntruthClient, workspaceId: string, query: RunQuery, limit: number) {
  const pages = everyItem((cursor) =>
    answerOf(
      client.GET("/api/workspaces/{ws}/operations", {
        params: {
          path: { ws: workspaceId },
          query: { ...query, limit: Math.min(limit, pageSize), ...(cursor !== undefined && { cursor }) },
        },
      }),
    ),
  );
  const items = [];
  for await (const run of pages) {
    items.push(run);
    if (items.length === limit) break;
  }
  return items;
}

function linesOf(client: RuntruthClient, ws: string, query: RunQuery, form: LineForm): Promise<string> {
  const headers = { accept: lineTypes[form] };
  const params = { path: { ws }, query };
  return answerOf(client.GET("/api/workspaces/{ws}/operations", { params, headers, parseAs: "text" }));
}

function positive(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError("It must be a number from 1 to 999999.");
  return Number(text);
}

function instant(text: string): string {
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw new InvalidArgumentError("It must be a time such as 2026-03-01T08:00:00Z.");
  return new Date(time).toISOString();
}
