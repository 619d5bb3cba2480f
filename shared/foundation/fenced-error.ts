/**
 * A write was fenced: a later attempt owns the run, or the run has ended. Callers stop without reporting a result;
 * the owner completes the run.
 */
export class FencedError extends Error {
  /** True when the run itself is known to have ended. */
  readonly hasEnded: boolean;

  constructor(what: string, hasEnded = false) {
    super(`${what} was refused: the attempt no longer owns it`);
    this.name = "FencedError";
    this.hasEnded = hasEnded;
  }
}
