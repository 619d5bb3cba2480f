import { readFileSync } from "node:fs";
import * as z from "zod";
import { runCommandLine } from "./run.ts";

const stop = new AbortController();
process.once("SIGINT", () => stop.abort(new Error("stopped")));
// A reader such as `head` may have seen enough.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 4));

const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")));

process.exitCode = await runCommandLine(
  process.argv.slice(2),
  {
    env: process.env,
    out: (text) => process.stdout.write(`${text}\n`),
    err: (text) => process.stderr.write(`${text}\n`),
    isInteractive: process.stdout.isTTY === true,
    signal: stop.signal,
  },
  version,
);
