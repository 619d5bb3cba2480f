/** What the command reads from and writes to, so that it can be run as a process or inside one. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Writes an answer. */
  out(text: string): void;
  /** Writes progress and errors, which are no part of the answer. */
  err(text: string): void;
  /** The answer goes to a person. */
  readonly isInteractive: boolean;
  readonly signal: AbortSignal;
}
