import type { WaveStop } from "../ledger/wave-log.ts";
import type { Run } from "../run/run.ts";
import type { WaveStopReason } from "../run/wave.ts";

/** A stop in the log. Only a person's stop names a person. */
export function stopOf({ cancelRequested }: Pick<Run, "cancelRequested">, reason: WaveStopReason, now: Date): WaveStop {
  const isAbort = reason === "aborted" && cancelRequested !== undefined;
  return {
    reason,
    at: now.toISOString(),
    ...(isAbort && { by: cancelRequested.by, ...(cancelRequested.plane && { plane: cancelRequested.plane }) }),
  };
}
