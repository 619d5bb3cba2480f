import { readFileSync } from "node:fs";
import { Command, Option } from "commander";
import * as z from "zod";
import { openDeployment } from "./deployment.ts";
import { runSuite } from "./run-suite.ts";
import type { ScenarioResult } from "./scenario.ts";
import { scenarios } from "./scenarios.ts";
import { wishes } from "./wishes.ts";

interface Options {
  readonly url: string;
  readonly workspace: string;
  readonly environment: string;
  readonly type: string;
  readonly faults?: string;
  readonly events?: string;
  readonly output: "text" | "json";
}

const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")));

const help = `
Environment: RUNTRUTH_TOKEN, a token of an operator of the workspace; RUNTRUTH_STRANGER_TOKEN, a token of
a caller who is no member of it.

Exit codes: 0 nothing was violated, 1 a promise was violated, 4 the suite failed or a promise could not be checked.`;

const program = new Command("runtruth-conformance")
  .description("Checks the promises of Runtruth against a deployment. It starts harmless work in one environment.")
  .version(version)
  .requiredOption("--url <url>", "the address of the deployment's console")
  .requiredOption("-w, --workspace <id>", "the workspace to check in")
  .requiredOption("-e, --environment <id>", "an environment in which work may be started")
  .option("--type <type>", "an operation that only reads", "policy.sync")
  .option("--events <file>", "the deployment's events, one JSON document per line")
  .option("--faults <url>", "where a simulated provider takes faults; without it, no problem is provoked")
  .addOption(new Option("-o, --output <format>", "how to print").choices(["text", "json"]).default("text"))
  .addHelpText("after", help)
  .action(async ({ url, workspace, environment, type, faults, events, output }: Options) => {
    const { RUNTRUTH_TOKEN: token, RUNTRUTH_STRANGER_TOKEN: strangerToken } = process.env;
    if (!token) throw new Error("RUNTRUTH_TOKEN must be a token of an operator of the workspace.");
    const deployment = await openDeployment({
      ...{ url, workspaceId: workspace, environmentId: environment, type, token: () => token },
      ...(strangerToken && { strangerToken: () => strangerToken }),
      ...(faults !== undefined && { faultsUrl: faults }),
      ...(events !== undefined && { eventsFile: events }),
    });
    const isText = output === "text";
    const results = await runSuite(deployment, scenarios, (result) => isText && say(textOf(result)));
    say(isText ? summaryOf(results) : JSON.stringify(results, null, 2));
    process.exitCode = results.some(({ state }) => state === "error") ? 4 : 0;
    if (results.some(({ state }) => state === "violated")) process.exitCode = 1;
  });

const say = (text: string) => void process.stdout.write(`${text}\n`);

function textOf({ name, state, because }: ScenarioResult): string {
  return [`${state.replace("_", " ").padEnd(13)} ${name}`, ...because.map((one) => `${" ".repeat(14)}- ${one}`)].join(
    "\n",
  );
}

/** The numbers, and what each wish of the field was answered with. A wish is met only when all its scenarios passed. */
function summaryOf(results: readonly ScenarioResult[]): string {
  const states = [...new Set(results.map(({ state }) => state))];
  const numbers = states.map(
    (state) => `${results.filter((one) => one.state === state).length} ${state.replace("_", " ")}`,
  );
  const lines = Object.entries(wishes).map(([number, wish]) => {
    const states = new Set(
      results.filter((result) => result.wishes.includes(Number(number))).map(({ state }) => state),
    );
    return `${number.padStart(2)}  ${[...states]
      .map((state) => state.replace("_", " "))
      .join(", ")
      .padEnd(22)}  ${wish}`;
  });
  return ["", numbers.join(", "), "", "Wishes of the field:", ...lines].join("\n");
}

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 4;
}
