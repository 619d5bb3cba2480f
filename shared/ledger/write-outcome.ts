import type { Run } from "../run/run.ts";

/** A refused write carries the run as the table holds it instead; none, when there is no such run. */
export type WriteOutcome =
  | { readonly outcome: "written"; readonly run: Run }
  | { readonly outcome: "refused"; readonly stored: Run | undefined };
