import { type Command, InvalidArgumentError } from "commander";
import { answerOf, type RuntruthClient } from "../../../sdk/src/client.ts";
import { type RunDetail, waitForRun } from "../../../sdk/src/wait-for-run.ts";
import type { Cli, Register } from "../cli.ts";
import { exitCodeOf } from "../exit-codes.ts";
import { inputOf } from "../operation-input.ts";
import { runFacts } from "../run-rows.ts";
import { runCommand } from "./run-commands.ts";

interface StartOptions extends WaitOptions {
  readonly environment: string;
  readonly input?: string;
  readonly set: readonly string[];
  readonly dryRun?: true;
  readonly reference?: string;
  readonly key?: string;
}

const limitText = "stop waiting after this time, such as 90s, 10m or 2h; the run goes on";

export const workCommands: Register = (program, cli) => {
  const start = withWaiting(program.command("start"))
    .description("start an operation; a second start of the same active work returns its run")
    .argument("<type>", "the operation, such as policy.sync; list them with: runtruth catalog")
    .requiredOption("-e, --environment <id>", "where")
    .option("--input <json>", "the input as a JSON object; - reads it from standard input")
    .option("--set <name=value>", "one field of the input; repeat it for more", collect, [])
    .option("--dry-run", "only plan what the operation would change; runtruth catalog says which have a plan");
  withKey(start).action(
    async (type: string, { environment, input, set, dryRun, reference, key, wait, limit }: StartOptions) => {
      const body = {
        type,
        environmentId: environment,
        input: { ...(await inputOf(input, set)), ...(dryRun && { dryRun }) },
        ...(reference !== undefined && { externalReference: reference }),
      };
      const { client, workspaceId } = await cli.connect();
      const ws = await workspaceId();
      const started = await answerOf(
        client.POST("/api/workspaces/{ws}/operations", {
          params: { path: { ws }, ...headerOf(key) },
          body,
        }),
      );
      await settle(cli, client, ws, started, { ...(wait && { wait }), ...(limit !== undefined && { limit }) });
    },
  );

  runCommand(program, "watch", "follow a run until it has ended; the exit code says how")
    .option("--limit <time>", limitText, duration)
    .action(async (runId: string, { limit }: WaitOptions) => {
      const { client, workspaceId } = await cli.connect();
      await follow(cli, client, { workspaceId: await workspaceId(), runId, limit });
    });

  for (const [name, action, description] of [
    ["cancel", "cancel", "stop a run: at once while it waits, otherwise at its next step"],
    ["run-again", "run_again", "start the work of an ended run again"],
    ["acknowledge", "acknowledge", "say that a problem needs no more attention, and why"],
  ] as const) {
    runCommand(program, name, description)
      .option("--note <text>", "why; kept with the run and in the audit trail")
      .action(async (runId: string, { note }: { readonly note?: string }) => {
        const { client, workspaceId } = await cli.connect();
        const answer = await answerOf(
          client.POST("/api/workspaces/{ws}/operations/{run}/actions", {
            params: { path: { ws: await workspaceId(), run: runId } },
            body: { action, ...(note !== undefined && { note }) },
          }),
        );
        const { result, run } = answer;
        cli.printer().facts(answer, { result, run: run.id, state: run.state, headline: run.headline });
      });
  }
};

/** Adds the options of a command that may wait for the run that it started. */
export function withWaiting(command: Command): Command {
  return command
    .option("--wait", "wait until the run has ended; the exit code says how")
    .option("--limit <time>", limitText, duration);
}

/** Adds the options of a command that starts work: the caller's reference and the idempotency key. */
export const withKey = (command: Command): Command =>
  command
    .option("--reference <text>", "your own reference, such as a ticket number; it comes back in answers and events")
    .option("--key <text>", "the idempotency key; the same key never starts twice");

/** The idempotency key as a parameter of a request. */
export const headerOf = (key: string | undefined) => (key === undefined ? {} : { header: { "Idempotency-Key": key } });

export interface WaitOptions {
  readonly wait?: boolean;
  readonly limit?: number;
}
/** The parts of a start's answer that are printed. */
type Started =
  | { readonly result: "already_available"; readonly related: { readonly type: string; readonly id: string } }
  | { readonly result: "queued" | "already_running" | "replayed"; readonly run: Pick<RunDetail, "id" | "headline"> };

/** Prints what a start was answered with, and follows its run when it should be waited for. */
export async function settle(
  cli: Cli,
  client: RuntruthClient,
  workspaceId: string,
  started: Started,
  { wait, limit }: WaitOptions,
): Promise<void> {
  if (started.result === "already_available") {
    const { result, related } = started;
    return cli.printer().facts(started, { result, record: `${related.type}/${related.id}` });
  }
  if (wait) return follow(cli, client, { workspaceId, runId: started.run.id, limit });
  cli.printer().facts(started, { result: started.result, run: started.run.id, headline: started.run.headline });
}

/** Says on the error stream what changes, and at the end prints the run; sets the exit code by its outcome. */
async function follow(
  cli: Cli,
  client: RuntruthClient,
  { workspaceId, runId, limit }: { workspaceId: string; runId: string; limit: number | undefined },
): Promise<void> {
  let last = "";
  const run = await waitForRun(client, {
    workspaceId,
    runId,
    signal: cli.terminal.signal,
    ...(limit !== undefined && { limitMilliseconds: limit }),
    onRun({ headline, progress, status }) {
      const line = status === "completed" ? headline : [headline, progress.label].filter(Boolean).join(" ");
      if (line !== last) cli.terminal.err(line);
      last = line;
    },
  });
  cli.printer().facts(run, runFacts(run));
  cli.exit(exitCodeOf(run));
}

/** Collects the values of an option that may be repeated. */
export const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

const unitMilliseconds: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000 };

function duration(text: string): number {
  const [, number, unit = "s"] = /^(\d{1,6})([smh])?$/.exec(text) ?? [];
  if (number === undefined) throw new InvalidArgumentError("It must be a time such as 90s, 10m or 2h.");
  return Number(number) * (unitMilliseconds[unit] ?? 0);
}
