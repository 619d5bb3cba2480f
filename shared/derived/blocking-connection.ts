import type { Run } from "../run/run.ts";

/** Whether a connection problem that needs an administrator blocked the run. */
export function isStoppedByConnection({ outcome, endedBy }: Pick<Run, "outcome" | "endedBy">): boolean {
  return outcome === "blocked" && endedBy?.reasonCode?.startsWith("provider_") === true;
}

/** The connection that blocked a run, as it is now; undefined when something else ended the run. */
export function blockingConnectionOf<Connection>(
  run: Pick<Run, "outcome" | "endedBy">,
  { connection }: { readonly connection?: Connection | undefined },
): Connection | undefined {
  return isStoppedByConnection(run) ? connection : undefined;
}
