import type { TextMutant } from "../../support/mutate.ts";

/** One clause or protocol step removed: a text change in one file. */
export interface Mutant extends TextMutant {
  /** The configuration that detects it first. */
  readonly configuration: string;
}
