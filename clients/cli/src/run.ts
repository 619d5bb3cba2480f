import { CommanderError } from "commander";
import { ApiProblem } from "../../sdk/src/api-problem.ts";
import { CliError } from "./cli-error.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import { readable } from "./print.ts";
import { createProgram } from "./program.ts";
import type { Terminal } from "./terminal.ts";

/** Runs one command and returns its exit code. Says on the error stream what went wrong, and what to do. */
export async function runCommandLine(words: readonly string[], given: Terminal, version: string): Promise<ExitCode> {
  // Messages repeat texts of runs and of the deployment.
  const err = (text: string) => given.err(text.split("\n").map(readable).join("\n"));
  const terminal: Terminal = { ...given, err };
  let code: ExitCode = exitCodes.success;
  const program = createProgram(terminal, version, (chosen) => {
    code = chosen;
  });
  try {
    await program.parseAsync(words, { from: "user" });
    return code;
  } catch (error) {
    // Help and version end the program without an error; commander has said what was wrong with the others.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.success : exitCodes.failed;
    for (const line of linesOf(error, terminal.signal)) terminal.err(line);
    return exitCodes.failed;
  }
}

function linesOf(error: unknown, signal: AbortSignal): string[] {
  if (signal.aborted) return ["Stopped. A started run goes on."];
  if (error instanceof CliError) return [error.message];
  if (error instanceof ApiProblem) {
    const details = error.problem?.errors?.map(({ path, message }) => `  ${path}: ${message}`) ?? [];
    return [`${error.message}${error.code === undefined ? "" : ` (${error.code})`}`, ...details];
  }
  const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : "";
  return [error instanceof Error ? `${error.message}${cause}` : String(error)];
}
