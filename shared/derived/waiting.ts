import type { Lane } from "../run/lanes.ts";
import type { Run } from "../run/run.ts";
import type { Freshness, WaitingReason } from "../run/verdicts.ts";

/**
 * Why nobody is at work on an active run; undefined while somebody is, after its end, and once it is stale: a place
 * in a queue would reassure (spec 358, FR-003).
 */
export function deriveWaiting(
  run: Pick<Run, "status" | "messageId"> & { readonly context: Pick<Run["context"], "dispatch"> },
  freshness: Freshness,
): WaitingReason | undefined {
  if (freshness === "likely_stale") return undefined;
  if (run.status === "queued") return run.context.dispatch === undefined ? "not_delivered" : "in_queue";
  return run.status === "running" && run.messageId === undefined ? "handed_over" : undefined;
}

/** A run as a queue knows it. */
interface InQueue {
  readonly id: string;
  readonly type: string;
}

/**
 * How many runs stand before one in its queue: those of the same lane that were accepted before it and have not
 * ended. `active` are all active runs of its workspace. Undefined for a run that is not in its queue, and for a type
 * that has no lane: their place is not known.
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
