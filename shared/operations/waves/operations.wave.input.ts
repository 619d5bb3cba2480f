import * as z from "zod";
import { scopeId } from "../../foundation/scope.ts";
import { waveConcurrencyMax, waveLeftOutCodes, waveTargetsMax } from "../../run/wave.ts";

/** When a wave stops by itself, counted in targets that did not succeed fully. */
export const waveStopInput = z.strictObject({
  failuresMax: z.int().min(0).max(waveTargetsMax),
  failedPercentMax: z.int().min(0).max(100),
});
export const waveCanaryInput = z.int().min(0).max(waveConcurrencyMax);
export const waveConcurrencyInput = z.int().min(1).max(waveConcurrencyMax);

const scopedRunId = z.string().min(1).max(80);

/** A wave as it was accepted. The list of its targets never changes. */
export const waveInput = z.strictObject({
  type: z.string().min(1).max(80),
  input: z.record(z.string(), z.json()),
  environmentIds: z.array(scopeId).min(1).max(waveTargetsMax),
  canary: waveCanaryInput,
  concurrency: waveConcurrencyInput,
  stop: waveStopInput,
  /** The reviewed plan that each target executes, in the order of the targets; absent for work without plans. */
  plans: z
    .array(z.strictObject({ id: scopedRunId, digest: z.string().min(1).max(80) }))
    .max(waveTargetsMax)
    .optional(),
  /** Environments of the selection that were left out when the wave was accepted, each with its cause. */
  leftOut: z
    .array(z.strictObject({ environmentId: scopeId, code: z.enum(waveLeftOutCodes) }))
    .max(waveTargetsMax)
    .optional(),
});
export type WaveInput = z.infer<typeof waveInput>;
