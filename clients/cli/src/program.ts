import { Argument, Command, Option } from "commander";
import { createCli } from "./cli.ts";
import { alertCommands } from "./commands/alert-commands.ts";
import { approvalCommands } from "./commands/approval-commands.ts";
import { causeCommands } from "./commands/cause-commands.ts";
import { evidenceCommand } from "./commands/evidence-command.ts";
import { overviewCommands } from "./commands/overview-commands.ts";
import { runCommands } from "./commands/run-commands.ts";
import { scheduleCommands } from "./commands/schedule-commands.ts";
import { sessionCommands } from "./commands/session-commands.ts";
import { verifyCommand } from "./commands/verify-command.ts";
import { waveCommands } from "./commands/wave-commands.ts";
import { workCommands } from "./commands/work-commands.ts";
import { candidates, completionScript, type Shell, shells } from "./complete.ts";
import type { ExitCode } from "./exit-codes.ts";
import { formats } from "./print.ts";
import type { Terminal } from "./terminal.ts";

const help = `
Exit codes: 0 success, 1 problem, 2 blocked, 3 still active at the limit, 4 the command failed.

Environment: RUNTRUTH_URL, RUNTRUTH_WORKSPACE, RUNTRUTH_PROFILE; RUNTRUTH_TOKEN, or
RUNTRUTH_CLIENT_ID with RUNTRUTH_CLIENT_SECRET for a program.`;

/** Builds the program with all its commands. `version` is that of the package. */
export function createProgram(terminal: Terminal, version: string, exit: (code: ExitCode) => void): Command {
  const program = new Command("runtruth")
    .description("Start operations, follow runs, and see why one needs attention.")
    .version(version)
    .option("--profile <name>", "the profile to use")
    .option("--url <url>", "the address of the deployment's console")
    .option("-w, --workspace <id>", "the workspace; needed only by members of several")
    .addOption(
      new Option("-o, --output <format>", "how to print; default: table on a terminal, else plain").choices(formats),
    )
    .addOption(new Option("--language <locale>", "the language of labels and messages").choices(["en-US", "de-DE"]))
    .addHelpText("after", help)
    .showHelpAfterError("Add --help for what is possible.")
    .showSuggestionAfterError()
    .configureOutput({
      writeOut: (text) => terminal.out(text.trimEnd()),
      writeErr: (text) => terminal.err(text.trimEnd()),
    })
    .exitOverride();
  const cli = createCli(program, terminal, exit);
  const registers = [
    sessionCommands,
    workCommands,
    runCommands,
    waveCommands,
    overviewCommands,
    causeCommands,
    scheduleCommands,
    alertCommands,
    approvalCommands,
    evidenceCommand,
    verifyCommand,
  ];
  for (const register of registers) register(program, cli);

  program
    .command("completion")
    .description("print the completion script of a shell")
    .addArgument(new Argument("<shell>", "the shell").choices(shells))
    .action((shell: Shell) => terminal.out(completionScript(shell)));
  program
    .command("complete", { hidden: true })
    .argument("[words...]")
    .allowUnknownOption()
    .action((words: readonly string[]) => terminal.out(candidates(program, words).join("\n")));
  return program;
}
