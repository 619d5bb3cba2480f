import { InvalidArgumentError, Option } from "commander";
import { answerOf, type RuntruthClient } from "../../../sdk/src/client.ts";
import { everyItem } from "../../../sdk/src/every-item.ts";
import type { components, operations } from "../../../sdk/src/schema.ts";
import type { Register } from "../cli.ts";
import { CliError } from "../cli-error.ts";
import { inputOf } from "../operation-input.ts";
import { defaultLimit, limitOption, listRuns } from "./run-commands.ts";
import { collect, headerOf, settle, type WaitOptions, withKey, withWaiting } from "./work-commands.ts";

type WaveRequest = operations["startWave"]["requestBody"]["content"]["application/json"];
type RepeatState = operations["repeatWave"]["requestBody"]["content"]["application/json"]["states"][number];
type TargetState = NonNullable<NonNullable<operations["listWaveTargets"]["parameters"]["query"]>["state"]>;
type WavePlan = operations["showWavePlan"]["responses"]["200"]["content"]["application/json"];
type TargetPage = operations["listWaveTargets"]["responses"]["200"]["content"]["application/json"];

interface SelectOptions {
  readonly environment: readonly string[];
  readonly all?: true;
  readonly brokenPromise?: string;
  readonly plannedBy?: string;
  readonly digest?: string;
  readonly confirm?: string;
}
interface StartOptions extends WaitOptions, SelectOptions {
  readonly input?: string;
  readonly set: readonly string[];
  readonly canary?: number;
  readonly concurrency?: number;
  readonly maxFailures?: number;
  readonly maxFailedPercent?: number;
  readonly reference?: string;
  readonly key?: string;
}
interface RepeatOptions extends WaitOptions {
  readonly state: readonly RepeatState[];
  readonly reference?: string;
  readonly key?: string;
}

const repeatStates = ["failed", "blocked", "partially_succeeded", "not_started"] as const;
const targetStates = [...repeatStates, "left_out", "active", "waiting", "succeeded"] as const;
const pageSize = 100;

/** One operation in many environments. Its run is watched and cancelled like any other. */
export const waveCommands: Register = (program, cli) => {
  withKey(withWaiting(program.command("start-wave")))
    .description("start an operation in many environments, a few at a time, the canary first")
    .argument("<type>", "the operation, such as policy.sync; list them with: runtruth catalog")
    .option("-e, --environment <id>", "a target; repeat it for more, in the order of their start", collect, [])
    .option("--all", "every environment that is not archived")
    .option("--broken-promise <id>", "the environments in which this promise is broken now")
    .option("--planned-by <wave>", "execute what this dry wave has planned, as it was reviewed")
    .option("--digest <digest>", "with --planned-by: the digest of the plans to execute; wave-plan prints it")
    .option("--confirm <workspace>", "with --planned-by: the name of the workspace")
    .option("--input <json>", "the input as a JSON object; - reads it from standard input")
    .option("--set <name=value>", "one field of the input; repeat it for more", collect, [])
    .option("--canary <number>", "the first targets, all of which must succeed before any other starts", count)
    .option("--concurrency <number>", "the most targets at work at the same time", count)
    .option("--max-failures <number>", "stop after more failures than this; 10 unless stated", count)
    .option("--max-failed-percent <number>", "stop when more of the targets fail; 5 unless stated", count)
    .action(async (type: string, options: StartOptions) => {
      const { canary, concurrency, reference } = options;
      const stop = stopOf(options);
      const body: WaveRequest = {
        ...{ type, targets: targetsOf(options), input: await inputOf(options.input, options.set) },
        ...(canary !== undefined && { canary }),
        ...(concurrency !== undefined && { concurrency }),
        ...(stop !== undefined && { stop }),
        ...(reference !== undefined && { externalReference: reference }),
      };
      const { client, workspaceId } = await cli.connect();
      const ws = await workspaceId();
      const params = { path: { ws }, ...headerOf(options.key) };
      await settle(
        cli,
        client,
        ws,
        await answerOf(client.POST("/api/workspaces/{ws}/waves", { params, body })),
        options,
      );
    });

  program
    .command("waves")
    .description("list the waves, the newest first; show, watch and cancel one like any other run")
    .addOption(limitOption())
    .action(async ({ limit = defaultLimit }: { readonly limit?: number }) => {
      const { client, workspaceId } = await cli.connect();
      const items = await listRuns(client, await workspaceId(), { type: "operations.wave" }, limit);
      cli.printer().list(items, items.map(waveRow), "There is no wave that you may see.");
    });

  program
    .command("wave-targets")
    .description("list the targets of a wave by state, failed ones first")
    .argument("<wave>", "the id of the run of the wave")
    .addOption(new Option("--state <state>", "only in this state").choices(targetStates))
    .action(async (wave: string, { state }: { readonly state?: TargetState }) => {
      const { client, workspaceId } = await cli.connect();
      const pages = await readTargets(client, { ws: await workspaceId(), wave }, state);
      const items = pages.flatMap((page) => page.items);
      const [first] = pages;
      if (first !== undefined) {
        const ask = `Show what it has planned: runtruth wave-plan ${wave}`;
        cli.terminal.err([first.wave.headline, ...(first.wave.hasPlan ? [ask] : [])].join("\n"));
      }
      cli.printer().list({ ...first, items }, items.map(targetRow), "No target of the wave is in this state.");
    });

  program
    .command("wave-plan")
    .description(
      "show what an ended dry wave has planned, and the plans that cannot be executed now, each with the cause",
    )
    .argument("<wave>", "the id of the run of the dry wave")
    .action(async (wave: string) => {
      const { client, workspaceId } = await cli.connect();
      const path = { ws: await workspaceId(), wave };
      const plan = await answerOf(client.GET("/api/workspaces/{ws}/waves/{wave}/plan", { params: { path } }));
      cli.terminal.err(planLines(plan).join("\n"));
      cli.printer().list({ ...plan, items: plan.leftOut }, plan.leftOut.map(leftOutRow), "No plan is left out.");
    });

  withKey(withWaiting(program.command("run-wave-again")))
    .description("start a further wave over the targets of an ended one that still need it")
    .argument("<wave>", "the id of the run of the wave")
    .addOption(
      new Option("--state <state...>", "the targets in these states").choices(repeatStates).default(["failed"]),
    )
    .action(async (wave: string, { state, reference, key, ...waiting }: RepeatOptions) => {
      const { client, workspaceId } = await cli.connect();
      const ws = await workspaceId();
      const body = { states: [...state], ...(reference !== undefined && { externalReference: reference }) };
      const params = { path: { ws, wave }, ...headerOf(key) };
      const started = await answerOf(client.POST("/api/workspaces/{ws}/waves/{wave}/run-again", { params, body }));
      await settle(cli, client, ws, started, waiting);
    });
};

/** The selection of a start. Nothing is chosen by default: a wave over everything must have been asked for. */
function targetsOf(options: SelectOptions): WaveRequest["targets"] {
  const { environment, all, brokenPromise, plannedBy, digest = "", confirm = "" } = options;
  const chosen: WaveRequest["targets"][] = [
    ...(environment.length > 0 ? [{ environmentIds: [...environment] }] : []),
    ...(all ? [{ all } as const] : []),
    ...(brokenPromise === undefined ? [] : [{ brokenPromise }]),
    ...(plannedBy === undefined ? [] : [{ plannedBy, planDigest: digest, confirmation: confirm }]),
  ];
  const [targets] = chosen;
  if (targets === undefined || chosen.length > 1) {
    throw new CliError("Choose the targets by one of --environment, --all, --broken-promise and --planned-by.");
  }
  if (plannedBy !== undefined && (digest === "" || confirm === "")) {
    throw new CliError("Add --digest and --confirm: the digest that was reviewed, and the name of the workspace.");
  }
  return targets;
}

/** The stop rule; undefined leaves it to the API. A limit that is not stated has the API's default. */
function stopOf({ maxFailures, maxFailedPercent }: StartOptions): WaveRequest["stop"] {
  if (maxFailures === undefined && maxFailedPercent === undefined) return undefined;
  return { failuresMax: maxFailures ?? 10, failedPercentMax: maxFailedPercent ?? 5 };
}

/** What a dry wave has planned, with the digest that an execution names. */
function planLines({ targets, leftOut, ready }: WavePlan): string[] {
  const { creates, updates, deletes } = ready.changes;
  const changes = `${creates} creates, ${updates} updates, ${deletes} deletes`;
  return [
    `Ready in ${ready.targets} of ${targets} environments: ${changes}. Left out: ${leftOut.length}.`,
    ...(ready.targets > 0 ? [`Digest: ${ready.digest}`] : []),
    ...(ready.expiresAt === null ? [] : [`Execute it before ${ready.expiresAt}.`]),
  ];
}

const leftOutRow = ({ environmentId, environmentName, planId, reason }: WavePlan["leftOut"][number]) => ({
  environment: environmentId,
  name: environmentName,
  plan: planId,
  why: reason,
});

async function readTargets(
  client: RuntruthClient,
  path: { readonly ws: string; readonly wave: string },
  state: TargetState | undefined,
): Promise<TargetPage[]> {
  const pages: TargetPage[] = [];
  const read = async (cursor: string | undefined) => {
    const query = { limit: pageSize, ...(state && { state }), ...(cursor !== undefined && { cursor }) };
    const page = await answerOf(client.GET("/api/workspaces/{ws}/waves/{wave}/targets", { params: { path, query } }));
    return { items: [page], nextCursor: page.nextCursor };
  };
  for await (const page of everyItem(read)) pages.push(page);
  return pages;
}

const waveRow = ({ id, createdAt, state, externalReference, headline }: components["schemas"]["Run"]) => ({
  wave: id,
  created: createdAt,
  state,
  reference: externalReference ?? "",
  headline,
});

const targetRow = ({ environmentId, environmentName, badge, runId, reason }: TargetPage["items"][number]) => ({
  environment: environmentId,
  name: environmentName,
  state: badge,
  run: runId ?? "",
  why: reason ?? "",
});

function count(text: string): number {
  if (!/^\d{1,4}$/.test(text)) throw new InvalidArgumentError("It must be a whole number from 0 to 9999.");
  return Number(text);
}
