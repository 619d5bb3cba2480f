import { type Command, Option } from "commander";
import { answerOf, type RuntruthClient } from "../../../sdk/src/client.ts";
import { pause } from "../../../sdk/src/retrying-fetch.ts";
import type { operations } from "../../../sdk/src/schema.ts";
import type { Cli, Register } from "../cli.ts";
import { exitCodes } from "../exit-codes.ts";

type Group = operations["listCauses"]["responses"]["200"]["content"]["application/json"]["groups"][number];
type DryRun = operations["showCause"]["responses"]["200"]["content"]["application/json"];
type BulkAction = operations["startBulkAction"]["responses"]["200"]["content"]["application/json"];
type BulkRequest = operations["startBulkAction"]["requestBody"]["content"]["application/json"];
type Window = NonNullable<NonNullable<operations["listCauses"]["parameters"]["query"]>["window"]>;

interface CauseOptions {
  readonly window?: Window;
  readonly environment?: string;
}
interface DecisionOptions extends CauseOptions {
  readonly dryRun?: true;
  readonly note?: string;
  readonly key?: string;
}

const windows = ["24h", "7d", "30d"] as const;

/** Failures by cause, and one decision for each cause. */
export const causeCommands: Register = (program, cli) => {
  withFilter(program.command("causes"))
    .description("list what needs a decision by cause, the most urgent first")
    .action(async (options: CauseOptions) => {
      const { client, workspaceId } = await cli.connect();
      const params = { path: { ws: await workspaceId() }, query: queryOf(options) };
      const answer = await answerOf(client.GET("/api/workspaces/{ws}/operations/causes", { params }));
      if (answer.window !== null) cli.terminal.err(answer.window.headline);
      if (answer.unread !== null) cli.terminal.err(answer.unread);
      cli.printer().list(answer, answer.groups.map(groupRow), answer.calm ?? "No open issue.");
    });

  causeCommand(program, "run-cause-again", "run again what a cause left undone; what is already done is not repeated")
    .option("--dry-run", "only say what would be run again, what is already done, and what needs a decision")
    .action(async (cause: string, options: DecisionOptions) => {
      const { client, workspaceId } = await cli.connect();
      const ws = await workspaceId();
      const dryRun = await dryRunOf(client, ws, cause, options);
      if (dryRun.unread !== null) cli.terminal.err(dryRun.unread);
      if (options.dryRun) {
        return cli.printer().list(dryRun, dryRun.items.map(memberRow), "Nothing is left of this cause.");
      }
      const needed = dryRun.items.filter(({ verdict }) => verdict === "needed").map(({ runId }) => runId);
      await decide(cli, client, ws, { action: "run_again", runIds: needed }, options);
    });

  causeCommand(program, "acknowledge-cause", "say that all failures of a cause need no more attention, and why")
    .requiredOption("--note <text>", "why; kept with each run and in the audit trail")
    .action(async (cause: string, options: DecisionOptions) => {
      const { client, workspaceId } = await cli.connect();
      const ws = await workspaceId();
      const { items } = await dryRunOf(client, ws, cause, options);
      const open = items.filter(({ verdict }) => verdict !== "already_true").map(({ runId }) => runId);
      const { note = "" } = options;
      await decide(cli, client, ws, { action: "acknowledge", note, runIds: open }, options);
    });
};

const withFilter = (command: Command): Command =>
  command
    .addOption(new Option("--window <span>", "only what was created in this span").choices(windows))
    .option("-e, --environment <id>", "only in this environment");

const causeCommand = (program: Command, name: string, description: string): Command =>
  withFilter(program.command(name))
    .description(description)
    .argument("<cause>", "the key of the cause; list them with: runtruth causes")
    .option("--key <text>", "the idempotency key; the same key never starts twice");

const queryOf = ({ window, environment }: CauseOptions) => ({
  ...(window !== undefined && { window }),
  ...(environment !== undefined && { environmentId: environment }),
});

const dryRunOf = (client: RuntruthClient, ws: string, cause: string, options: CauseOptions): Promise<DryRun> =>
  answerOf(
    client.GET("/api/workspaces/{ws}/operations/causes/{cause}", {
      params: { path: { ws, cause }, query: queryOf(options) },
    }),
  );

/** Carries an action out for these runs, request by request until it is complete, and prints what came of each. Exit code 1: nothing came of it for one. */
async function decide(
  cli: Cli,
  client: RuntruthClient,
  ws: string,
  body: BulkRequest,
  { key }: DecisionOptions,
): Promise<void> {
  if (body.runIds.length === 0) {
    cli.terminal.err("No run of this cause is left for this action.");
    return;
  }
  const path = { ws };
  const header = key === undefined ? {} : { header: { "Idempotency-Key": key } };
  let action: BulkAction = await answerOf(
    client.POST("/api/workspaces/{ws}/bulk-actions", { params: { path, ...header }, body }),
  );
  while (!action.isComplete) {
    const { total, done, refused } = action.counts;
    cli.terminal.err(`${action.label}: ${done + refused} of ${total}`);
    // Another request may still hold the runs that are left.
    await pause(2000, cli.terminal.signal);
    const params = { path: { ...path, bulk: action.id } };
    action = await answerOf(client.POST("/api/workspaces/{ws}/bulk-actions/{bulk}/continue", { params }));
  }
  cli.printer().list(action, action.items.map(resultRow), "");
  if (action.counts.refused > 0) cli.exit(exitCodes.problem);
}

const groupRow = ({ key, text, count, environmentCount, operations: names, latest }: Group) => ({
  cause: key,
  issues: `${count.value}${count.capped ? "+" : ""}`,
  environments: String(environmentCount),
  operations: names.join(", "),
  latest,
  why: text,
});

const memberRow = ({ runId, label, environmentId, verdictLabel, reason }: DryRun["items"][number]) => ({
  run: runId,
  operation: label,
  environment: environmentId ?? "",
  verdict: verdictLabel,
  why: reason.text,
});

const resultRow = ({ runId, label, environmentId, resultLabel, newRunId }: BulkAction["items"][number]) => ({
  run: runId,
  operation: label,
  environment: environmentId ?? "",
  result: resultLabel,
  newRun: newRunId ?? "",
});
