import { readFileSync } from "node:fs";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { Command, InvalidArgumentError } from "commander";
import * as z from "zod";
import { CliError } from "../../cli/src/cli-error.ts";
import { connect } from "../../cli/src/connection.ts";
import { serveHttp } from "./serve-http.ts";
import { createServer } from "./server.ts";

interface Options {
  readonly url?: string;
  readonly profile?: string;
  readonly allowChanges?: boolean;
  readonly allowExports?: boolean;
  readonly http?: number;
}

const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")));

const program = new Command("runtruth-mcp")
  .description("Serves Runtruth to agents by the Model Context Protocol: on standard input and output, or by HTTP.")
  .version(version)
  .option("--url <url>", "the address of the deployment's console")
  .option("--profile <name>", "the profile of the command line to use")
  .option(
    "--allow-changes",
    "also offer tools that start, stop and acknowledge, pause and resume; without it nothing can be changed",
  )
  .option("--allow-exports", "also offer tools that take whole lists out as files")
  .option("--http <port>", "serve 127.0.0.1:<port>/mcp; each request acts with its own bearer token", portOf)
  .action(async ({ allowChanges = false, allowExports = false, http, ...options }: Options) => {
    const serving = { version, mayChange: allowChanges, mayExport: allowExports };
    if (http !== undefined) {
      const url = options.url ?? process.env.RUNTRUTH_URL;
      if (url === undefined) throw new CliError("Which deployment? Use --url https://<address of the console>");
      await serveHttp(url, http, serving);
      process.stderr.write(`Serving http://127.0.0.1:${http}/mcp\n`);
      return;
    }
    const { client } = await connect(terminal, options);
    await createServer(client, serving).connect(new StdioServerTransport());
  });

// Standard output belongs to the protocol.
const terminal = {
  env: process.env,
  out: (text: string) => void process.stderr.write(`${text}\n`),
  err: (text: string) => void process.stderr.write(`${text}\n`),
  isInteractive: false,
  signal: new AbortController().signal,
};

try {
  await program.parseAsync();
} catch (error) {
  terminal.err(error instanceof Error ? error.message : String(error));
  process.exitCode = 4;
}

function portOf(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) throw new InvalidArgumentError("It must be a port.");
  return Number(text);
}
