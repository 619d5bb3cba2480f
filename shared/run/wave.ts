/** The operation type of a wave. */
export const waveType = "operations.wave";
/** The lane of its steps. */
export const waveLane = "short";
/**
 * How waves start a type. `directly`: as it is. `as_plans`: a dry wave plans it in each target, and a further wave executes
 * exactly these plans. `never`: it concerns one environment only.
 */
export const waveUses = ["directly", "as_plans", "never"] as const;
export type WaveUse = (typeof waveUses)[number];
/** Targets of one wave at most. */
export const waveTargetsMax = 1000;
/** Targets at work at once: half of the workers of a lane in production, so that a wave leaves room for other work. */
export const waveConcurrencyMax = 25;
export const waveConcurrencyDefault = 10;
/** How long a wave may name targets, in seconds. With the longest waits of a target it ends within a day. */
export const waveDeadlineSeconds = 16 * 3600;

/** Why a wave names no further target. */
export const waveStopReasons = ["canary_failed", "too_many_failures", "aborted", "deadline", "closed"] as const;
export type WaveStopReason = (typeof waveStopReasons)[number];

/**
 * Why an environment was left out when its wave was accepted: the work reads it as its source, or its plan cannot be
 * executed. It is listed and counted, and neither its canary nor its stop rule counts it.
 */
export const waveLeftOutCodes = [
  "is_source",
  "approval_required",
  "approval_refused",
  "plan_expired",
  "plan_in_use",
  "environment_archived",
] as const;
export type WaveLeftOutCode = (typeof waveLeftOutCodes)[number];
export interface WaveLeftOut {
  readonly environmentId: string;
  readonly code: WaveLeftOutCode;
}

/** Why a target has no run. `already_available`: what the work makes exists. */
export const waveSkipCodes = [
  ...waveStopReasons,
  "already_available",
  "refused",
  "not_entitled",
  "environment_archived",
  "approval_required",
] as const;
export type WaveSkipCode = (typeof waveSkipCodes)[number];

/** The state of a target, as lists and filters name it. */
export const waveTargetStates = [
  "failed",
  "blocked",
  "partially_succeeded",
  "not_started",
  "left_out",
  "active",
  "waiting",
  "succeeded",
] as const;
export type WaveTargetState = (typeof waveTargetStates)[number];
/** The states of targets that a further wave may repeat. */
export const waveRepeatableStates = ["failed", "blocked", "partially_succeeded", "not_started"] as const;

/** When a wave stops by itself. Both limits count targets that did not succeed fully. */
export interface WaveStopRule {
  /** More failures than this stop the wave. */
  readonly failuresMax: number;
  /** The same as a percentage of the wave's targets. */
  readonly failedPercentMax: number;
}
export const waveStopDefault: WaveStopRule = { failuresMax: 10, failedPercentMax: 5 };

/**
 * Where a named target stands. `phase` is that of a target that has no end yet: `missing` before its run is stored, and
 * `queued` for a run of the wave itself, which an abort cancels. An end never changes again.
 */
export type WaveStanding =
  | { readonly state: "active"; readonly phase: "missing" | "queued" | "running" }
  | { readonly state: WaveEndState };
export type WaveEndState = Exclude<WaveTargetState, "active" | "waiting" | "left_out">;

/** Targets by state. Their sum is the number of targets. */
export type WaveCounts = Readonly<Record<WaveTargetState, number>>;

/** The frozen list of a wave, in numbers: the targets that it starts, and those that were left out. */
export interface WaveSize {
  readonly total: number;
  readonly leftOut: number;
}

export const waveSizeOf = (wave: {
  readonly environmentIds: readonly string[];
  readonly leftOut?: readonly WaveLeftOut[] | undefined;
}): WaveSize => ({ total: wave.environmentIds.length, leftOut: wave.leftOut?.length ?? 0 });

/** Targets by state: those named, and the rest, which wait, or are not started once the wave has stopped. */
export function waveCountsOf(
  standings: readonly WaveStanding[],
  { total, leftOut }: WaveSize,
  isStopped: boolean,
): WaveCounts {
  const of = (state: WaveTargetState) => standings.filter((one) => one.state === state).length;
  const rest = Math.max(0, total - standings.length);
  return {
    failed: of("failed"),
    blocked: of("blocked"),
    partially_succeeded: of("partially_succeeded"),
    not_started: of("not_started") + (isStopped ? rest : 0),
    left_out: leftOut,
    active: of("active"),
    waiting: isStopped ? 0 : rest,
    succeeded: of("succeeded"),
  };
}

/** Targets that ended without full success. */
export const waveFailuresOf = ({ failed, blocked, partially_succeeded, not_started }: WaveCounts): number =>
  failed + blocked + partially_succeeded + not_started;
