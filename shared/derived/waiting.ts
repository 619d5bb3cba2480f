import { waitOf, waitReasons } from "../run/granted-wait.ts";
import type { Lane } from "../run/lanes.ts";
import type { Run } from "../run/run.ts";
import type { Freshness, WaitingReason } from "../run/verdicts.ts";

/** Why an active run has no worker, and until when it was granted to wait. */
export interface Waiting {
  readonly reason: WaitingReason;
  readonly until?: string;
}

/**
 * Why an active run has no worker. Undefined while a worker has it, after its end, and once it is stale: a queue
 * position would be misleading (spec 358, FR-003). A wait that has ended is one for the next part.
 */
export function deriveWaiting(
  run: Pick<Run, "status" | "messageId"> & { readonly context: Pick<Run["context"], "dispatch" | "waiting"> },
  freshness: Freshness,
  now: Date,
): Waiting | undefined {
  if (freshness === "likely_stale") return undefined;
  if (run.status === "queued") return { reason: run.context.dispatch === undefined ? "not_delivered" : "in_queue" };
  const wait = waitOf(run);
  if (wait !== undefined && Date.parse(wait.until) > now.getTime()) {
    // A reason of a newer release is not known here.
    return { reason: waitReasons.find((reason) => reason === wait.reason) ?? "until", until: wait.until };
  }
  return run.status === "running" && run.messageId === undefined ? { reason: "handed_over" } : undefined;
}

/** A run in a work queue. */
interface InQueue {
  readonly id: string;
  readonly type: string;
}

/**
 * Number of runs ahead of this one: active runs of the same lane, accepted earlier. `active` holds all active runs of
 * the workspace. Undefined when the run is not queued or its type has no lane.
 */
export function deriveAhead(
  run: InQueue,
  reason: WaitingReason,
  active: readonly InQueue[],
  laneOf: (type: string) => Lane | undefined,
): number | undefined {
  const lane = laneOf(run.type);
  if (reason !== "in_queue" || lane === undefined) return undefined;
  return active.filter(({ id, type }) => id < run.id && laneOf(type) === lane).length;
}
