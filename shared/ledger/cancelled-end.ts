import type { ReasonCode } from "../run/reason-codes.ts";
import type { CancelRequest } from "../run/run.ts";
import type { End } from "./finish.ts";

/** Why a run ended that a person wanted to stop. */
export function cancelReasonOf(plane: CancelRequest["plane"]): ReasonCode {
  return plane === "platform" ? "run.cancelled_by_platform" : "run.cancelled_by_operator";
}

/**
 * The end of a run that a person wanted to stop, the same whoever writes it: at once, by the attempt that saw the
 * request, or by the sweep after that attempt fell silent. It claims no more than that: what was done stays done.
 */
export function cancelledEnd(request: CancelRequest): End {
  const reasonCode = cancelReasonOf(request.plane);
  return {
    outcome: "failed",
    source: "operator",
    reasonCode,
    actor: request.by,
    failures: [{ code: reasonCode, message: "It was cancelled. What it had done before stays as it is." }],
  };
}
