import type { AnyOperation } from "../operations/registry.ts";
import type { WaveUse } from "../run/wave.ts";
import { isSchedulable } from "./schedulable.ts";

type Declared = Pick<AnyOperation, "start" | "capability" | "ownership" | "risk">;

/**
 * How waves start this type: what a schedule may start as it is, and changes only where the type declares how a plan of
 * the same input is executed. Anything else names a record of one environment.
 */
export function waveUseOf(operation: Declared): WaveUse {
  if (isSchedulable(operation)) return "directly";
  const { start } = operation;
  return start !== "not_startable" && start.execution !== undefined ? "as_plans" : "never";
}
