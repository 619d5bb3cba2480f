import type { FaultSetting } from "./faults.ts";

/** The simulated operations of some worlds; the real ones also read and write records of their own. */
export interface SimulatedCalls {
  /** Stored runs. */
  readonly runs: number;
  /** Accepted starts; several may have been answered with one run. */
  readonly starts: number;
  /** Table requests for these starts and runs, without queries and batches about many runs. */
  readonly requests: number;
}

/** I8: table requests for one run under any single kind of fault, on average. */
const requestsPerRunMax = 10;
/** Of a start that is answered with a run stored before: its key, its identity, and that run. */
const requestsPerRepeatedStart = 4;

/** The violation when the worlds of one setting exceed the request limit. */
export function callBoundViolation(setting: FaultSetting, calls: SimulatedCalls): string | undefined {
  const { runs, starts, requests } = calls;
  const perRun = (requests - requestsPerRepeatedStart * (starts - runs)) / runs;
  const isOneKind = Object.keys(setting).filter((kind) => kind !== "skewSeconds").length <= 1;
  return isOneKind && perRun > requestsPerRunMax ? `I8: ${perRun.toFixed(1)} requests for each run` : undefined;
}
