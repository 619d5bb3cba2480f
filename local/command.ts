import { dataDirOf, stackFileOf } from "./config.ts";
import { runningStack, type StackDescription } from "./runtime/stack-file.ts";

/** The output of a command and whether it failed. */
interface CommandEnd {
  readonly text: string;
  readonly hasFailed?: boolean;
}

/** Runs a command against the running stack: its result goes to stdout, an error message to stderr. */
export async function runCommand(
  command: (stack: StackDescription, args: readonly string[]) => Promise<CommandEnd>,
): Promise<void> {
  try {
    const stack = runningStack(stackFileOf(dataDirOf(process.env)));
    const { text, hasFailed = false } = await command(stack, process.argv.slice(2));
    process.stdout.write(`${text}\n`);
    if (hasFailed) process.exitCode = 1;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
