import type { Command } from "commander";
import { type Connection, connect, type GlobalOptions } from "./connection.ts";
import type { ExitCode } from "./exit-codes.ts";
import { createPrinter, type Format, isLineForm, type LineForm, type Printer } from "./print.ts";
import type { Terminal } from "./terminal.ts";

/** What a command has: who it speaks to, and where its answer goes. */
export interface Cli {
  readonly terminal: Terminal;
  connect(): Promise<Connection>;
  options(): GlobalOptions;
  printer(): Printer;
  /** The form in which a whole list is wanted as the API writes it; undefined for any other output. */
  lineForm(): LineForm | undefined;
  /** Sets the exit code; 0 unless a command says otherwise. */
  exit(code: ExitCode): void;
}

/** Adds its commands to the program. */
export type Register = (program: Command, cli: Cli) => void;

export function createCli(program: Command, terminal: Terminal, exit: (code: ExitCode) => void): Cli {
  const options = () => program.opts<GlobalOptions & { readonly output?: Format }>();
  return {
    terminal,
    options,
    exit,
    connect: () => connect(terminal, options()),
    printer: () => createPrinter(terminal, options().output),
    lineForm() {
      const { output } = options();
      return isLineForm(output) ? output : undefined;
    },
  };
}
