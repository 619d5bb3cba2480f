/**
 * Every number that functions report, with what it is split by beside the function's own name. Alarms and the
 * dashboard read them by these names. What splits a number comes from closed lists, never from input.
 */
export const metricDimensions = {
  /** Runs that ended, each counted once unless its event had to be followed again. */
  run_ended: ["type", "outcome"],
  /** From the accepted start to the first attempt, or to the end of a run that nobody attempted; in seconds. */
  run_queued_seconds: ["type"],
  /** From the first attempt to the end, in seconds. */
  run_ran_seconds: ["type"],
  /** Answers to whether stored proof shows the end of a run, whoever asked, those without an end among them. */
  reconciliation_decided: ["decision"],
  /** Messages of the work queue that were dealt with, and how. */
  run_settled: ["type", "how"],
  /** Messages that spoke of no run of ours. */
  correlation_rejected: ["reason"],
  /** Runs that the failure bridge ended. */
  run_bridged: ["type"],
  /** Messages that the failure bridge could not settle. */
  bridge_failed: [],
  /** Sweeps that came to their end: the heartbeat of the watcher. */
  sweep_done: [],
  /** Runs that a sweep looked at, by what became of them. */
  sweep_result: ["result"],
  /** Runs past their window, of all workspaces, every five minutes; nothing is said when they were not all counted. */
  runs_stale: [],
  /** Ended problems of all workspaces that need a person, by the same count. */
  follow_ups_open: [],
  /** Ends whose consequences will be tried again. */
  end_retried: [],
  /** Ends whose consequences were given up and kept for a person. */
  end_parked: [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type MetricName = keyof typeof metricDimensions;
export type Dimensions<Name extends MetricName> = Readonly<Record<(typeof metricDimensions)[Name][number], string>>;
