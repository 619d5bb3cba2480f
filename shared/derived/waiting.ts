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
