import type { ReasonCode } from "../run/reason-codes.ts";
import { type CancelRequest, type Run, cancelUnconfirmedCode as unconfirmedCode } from "../run/run.ts";
import type { End } from "./finish.ts";

/** The reason code of a cancelled run. */
export function cancelReasonOf(plane: CancelRequest["plane"]): ReasonCode {
  return plane === "platform" ? "run.cancelled_by_platform" : "run.cancelled_by_operator";
}

/** Whether no worker can be left: the run never began, or every attempt released it. */
export const isReleased = ({ attempt, handovers }: Pick<Run, "attempt" | "handovers">) => attempt === handovers;

/**
 * The end of a cancelled run, identical for every writer: immediate, by the attempt that saw the request, or by the
 * sweep after that attempt fell silent. Completed work is not undone. Only the attempt itself, or the absence of one,
 * confirms that work has stopped.
 */
export function cancelledEnd(request: CancelRequest, isConfirmed: boolean): End {
  const reasonCode = cancelReasonOf(request.plane);
  const cancelled = { code: reasonCode, message: "It was cancelled. What it had done before stays as it is." };
  return {
    outcome: "failed",
    source: "operator",
    reasonCode,
    actor: request.by,
    failures: isConfirmed ? [cancelled] : [cancelled, { code: unconfirmedCode, message: "Its worker fell silent." }],
  };
}
