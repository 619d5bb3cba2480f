/** The command cannot do what was asked; the message names the reason and the remedy. */
export class CliError extends Error {
  override readonly name = "CliError";
}
