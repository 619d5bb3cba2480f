import type { Run } from "./run.ts";

/**
 * Whether an attempt of an ended run may still be frozen inside a request: any attempt when another component ended
 * the run, an earlier one when its worker did. A run that no worker claimed has none.
 */
export function mayHaveFrozenAttempt({ attempt, endedBy }: Pick<Run, "attempt" | "endedBy">): boolean {
  return attempt > 1 || (attempt === 1 && endedBy?.source !== "worker");
}
