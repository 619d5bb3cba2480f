import type { ReasonCode } from "../run/reason-codes.ts";
import { type CancelRequest, type Run, cancelUnconfirmedCode as unconfirmedCode } from "../run/run.ts";
import type { End } from "./finish.ts";

/** Why a run ended that a person wanted to stop. */
export function cancelReasonOf(plane: CancelRequest["plane"]): ReasonCode {
  return plane === "platform" ? "run.cancelled_by_platform" : "run.cancelled_by_operator";
}

/** Whether nobody can be left at work: it never began, or each attempt let go of it in order. */
export const isLetGo = ({ attempt, handovers }: Pick<Run, "attempt" | "handovers">) => attempt === handovers;

/**
 * The end of a run that a person wanted to stop, the same whoever writes it: at once, by the attempt that saw the
 * request, or by the sweep after that attempt fell silent. It claims no more than that: what was done stays done, and
 * that the work has stopped is confirmed by its attempt alone, or by there being none.
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
