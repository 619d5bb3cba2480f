import type { TextMutant } from "../../support/mutate.ts";

/** One clause or one step of the protocol, left out: the text of one file, changed in one place. */
export interface Mutant extends TextMutant {
  /** The configuration in which its hole shows first. */
  readonly configuration: string;
}
