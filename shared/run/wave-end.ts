import type { ReasonCode } from "./reason-codes.ts";
import type { Failure } from "./run.ts";
import { type WaveCounts, type WaveStopReason, waveFailuresOf } from "./wave.ts";

/** How a wave ends. */
export interface WaveEnd {
  readonly outcome: "succeeded" | "partially_succeeded" | "failed";
  readonly reasonCode?: ReasonCode;
  readonly summaryCounts: Readonly<Record<string, number>>;
  readonly failures: readonly Failure[];
  /** The person who aborted it. */
  readonly actor?: string;
}

const cancelled = "It was cancelled. What it had done before stays as it is.";
const messages = {
  "wave.targets_failed": "Not every target of the wave succeeded.",
  "wave.targets_not_started": "Targets of the wave could not be started.",
  "wave.stopped": "The wave stopped before all its targets were started.",
  "wave.deadline": "The wave reached its time limit before all its targets were started.",
  "run.cancelled_by_operator": cancelled,
  "run.cancelled_by_platform": cancelled,
} as const satisfies Partial<Record<ReasonCode, string>>;

/**
 * The end of a wave in which every target has an end. The reason says whether a person has to look after the wave itself:
 * failed runs carry their own follow-up, targets without a run have nothing else that could.
 */
export function waveEndOf(counts: WaveCounts, stop: StopFacts | undefined): WaveEnd {
  const failed = waveFailuresOf(counts);
  const { succeeded, left_out } = counts;
  const summaryCounts = {
    total: succeeded + failed + left_out,
    succeeded,
    partially_succeeded: counts.partially_succeeded,
    blocked: counts.blocked,
    failed: counts.failed,
    not_started: counts.not_started,
    ...(left_out > 0 && { left_out }),
  };
  if (failed === 0) return { outcome: "succeeded", summaryCounts, failures: [] };
  const reasonCode = reasonOf(counts, stop);
  const isAborted = stop?.reason === "aborted";
  return {
    outcome: isAborted || succeeded === 0 ? "failed" : "partially_succeeded",
    reasonCode,
    summaryCounts,
    failures: [{ code: reasonCode, message: messages[reasonCode] }],
    ...(isAborted && stop?.by !== undefined && { actor: stop.by }),
  };
}

interface StopFacts {
  readonly reason: WaveStopReason;
  readonly by?: string | undefined;
  readonly plane?: "platform" | undefined;
}

function reasonOf({ not_started }: WaveCounts, stop: StopFacts | undefined): keyof typeof messages {
  if (stop?.reason === "aborted") {
    return stop.plane === "platform" ? "run.cancelled_by_platform" : "run.cancelled_by_operator";
  }
  if (not_started === 0) return "wave.targets_failed";
  if (stop === undefined) return "wave.targets_not_started";
  return stop.reason === "deadline" ? "wave.deadline" : "wave.stopped";
}
