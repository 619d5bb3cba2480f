/**
 * A write was refused because its attempt no longer owns what it writes: a later attempt has taken over, or the run has
 * ended. Whoever catches it stops without a word about the run; the owner ends it.
 */
export class Fenced extends Error {
  /** True when the run itself is known to have ended. */
  readonly hasEnded: boolean;

  constructor(what: string, hasEnded = false) {
    super(`${what} was refused: the attempt no longer owns it`);
    this.name = "Fenced";
    this.hasEnded = hasEnded;
  }
}
