/**
 * Every metric that functions report, with its dimensions besides the function name. Alarms and the dashboard use
 * these names. Dimension values come from closed lists, never from input.
 */
export const metricDimensions = {
  /** Completed runs; counted once unless the completion event is processed again. */
  run_ended: ["type", "outcome"],
  /** Seconds from the accepted start to the first attempt, or to the end of a run without an attempt. */
  run_queued_seconds: ["type"],
  /** Seconds from the first attempt to the end. */
  run_ran_seconds: ["type"],
  /** Reconciliation decisions from every caller, including those that did not complete a run. */
  reconciliation_decided: ["decision"],
  /** Messages of the work queue, by how they were settled. */
  run_settled: ["type", "how"],
  /** Messages that matched no run. */
  correlation_rejected: ["reason"],
  /** Runs completed by the dead-letter bridge. */
  run_bridged: ["type"],
  /** Dead-letter messages that the bridge could not settle. */
  bridge_failed: [],
  /** Completed sweeps: the heartbeat of the sweeper. */
  sweep_done: [],
  /** Runs checked by a sweep, by result. */
  sweep_result: ["result"],
  /** Completed ticks of the schedules, by either clock. */
  tick_done: [],
  /** Slots accounted for by a tick, by verdict, and schedules that it left. */
  tick_result: ["result"],
  /** Workspaces whose alerts could not be evaluated. */
  alert_evaluation_failed: [],
  /** Changes of alerts by an evaluation. */
  alert_result: ["result"],
  /** Workspaces whose channels all fail; reported when there are any. */
  alerts_unheard: [],
  /** Open alerts of all workspaces; like the next two, reported where rules exist and only when the count is complete. */
  alerts_open: [],
  /** Broken promises that a rule asks for, one for each environment. */
  promises_broken: [],
  /** Channels whose last deliveries failed. */
  channels_failing: [],
  /** The local clock differed from the table's by more than five seconds; the table's was used. */
  clock_skewed: [],
  /** Overdue runs of all workspaces, every five minutes; not reported when the count is incomplete. */
  runs_stale: [],
  /** Ended problems of all workspaces that need attention, from the same count. */
  follow_ups_open: [],
  /** Completion effects that will be retried. */
  end_retried: [],
  /** Completion effects parked for manual review after their last retry. */
  end_parked: [],
  /** The synthetic canary signed in, ran an operation and found it in the list. */
  canary_succeeded: [],
  /** The canary failed, by the step that failed. */
  canary_failed: ["step"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type MetricName = keyof typeof metricDimensions;
export type Dimensions<Name extends MetricName> = Readonly<Record<(typeof metricDimensions)[Name][number], string>>;
