import type { Run } from "../run/run.ts";
import type { WaitingReason } from "../run/verdicts.ts";

/** Why nobody is at work on an active run; undefined while somebody is, and after its end. */
export function deriveWaiting(
  run: Pick<Run, "status" | "messageId"> & { readonly context: Pick<Run["context"], "dispatch"> },
): WaitingReason | undefined {
  if (run.status === "queued") return run.context.dispatch === undefined ? "not_delivered" : "in_queue";
  return run.status === "running" && run.messageId === undefined ? "handed_over" : undefined;
}
