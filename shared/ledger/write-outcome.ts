import type { Run } from "../run/run.ts";

/** A refused write carries the stored run, or undefined when it does not exist. */
export type WriteOutcome =
  | { readonly outcome: "written"; readonly run: Run }
  | { readonly outcome: "refused"; readonly stored: Run | undefined };
