import type { TextMutant } from "../support/mutate.ts";
import type { FaultSetting } from "./faults.ts";
import type { Change } from "./world.ts";

/** One way to break the protocol: in the ledger's requests, in the product's source text, or in both. */
export interface Mutant {
  readonly named: string;
  readonly change?: Change;
  readonly text?: Omit<TextMutant, "name">;
  /** Text in the violation that must detect it; by default any violation may. */
  readonly detectedAs?: string;
  /** The invariant that must detect it; by default any may. */
  readonly invariant?: string;
  /** For mutants that show only with many starts. */
  readonly startCount?: number;
  /** For mutants that show only with many starts of real operations. */
  readonly realStartCount?: number;
  /** For mutants that rarely show elsewhere, such as races between two sweeps. */
  readonly setting?: FaultSetting;
  /** For mutants that show only after many seeds: where the search begins. */
  readonly firstSeed?: number;
}
