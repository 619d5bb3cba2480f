import type {
  WaveStopRule,
  WaveTargetState,
  waveConcurrencyDefault,
  waveConcurrencyMax,
  waveRepeatableStates,
  waveTargetsMax,
} from "../../../shared/run/wave.ts";

// The console takes only types of the product: each value is checked against the product's own.
export const targetsMax: typeof waveTargetsMax = 1000;
export const concurrencyMax: typeof waveConcurrencyMax = 25;
export const concurrencyDefault: typeof waveConcurrencyDefault = 10;
export const stopDefault = { failuresMax: 10, failedPercentMax: 5 } as const satisfies WaveStopRule;

/** The states of targets, in the order of their lists. */
export const targetStates = [
  "failed",
  "blocked",
  "partially_succeeded",
  "not_started",
  "left_out",
  "active",
  "waiting",
  "succeeded",
] as const satisfies readonly WaveTargetState[];

/** The states of targets that a further wave may repeat. */
export const repeatableStates = [
  "failed",
  "blocked",
  "partially_succeeded",
  "not_started",
] as const satisfies typeof waveRepeatableStates;
