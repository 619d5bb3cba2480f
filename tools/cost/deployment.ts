/**
 * What a production deployment bills by its existence. `test/tools/cost-model.test.ts` counts it in the template and in
 * the code.
 */
export const production = {
  /** Metrics in all alarms, those of metric math each. */
  alarmMetrics: 83,
  /** Those of them that a canary adds. */
  canaryAlarmMetrics: 7,
  dashboards: 1,
  /** The table's and the one that signs packs. */
  keys: 2,
  /** The cursors' secret and the canary's client. */
  secrets: 2,
  machineClients: 2,
  canaryMinutes: 10,
  sweepMinutes: 1,
  /** The clock of the schedules. */
  tickMinutes: 1,
  /** Queues that Lambda polls. */
  polledQueues: 4,
  /** Half a gigabyte is the default of a function; lane workers have one. */
  functionGigabytes: 0.5,
  workerGigabytes: 1,
  logDays: 180,
} as const;

/** What callers do in a month. */
export interface Workload {
  readonly runs: number;
  /** The share of runs that end without success. */
  readonly failedShare: number;
  /** Pages that are read. */
  readonly reads: number;
  readonly users: number;
  /** Programs that sign in by client credentials and use each token until it ends. */
  readonly programs: number;
  /** Provider connections, each with a secret. */
  readonly connections: number;
  /** Review packs and exports that are made and downloaded once. */
  readonly files: number;
  readonly environments: number;
  /** Slots of them that start a run, which `runs` includes. */
  readonly slots: number;
  /** Alert rules; with one or more, the alerts of the workspace are evaluated each minute. */
  readonly rules: number;
  /** Alerts that open and resolve, each sent to one channel. */
  readonly alerts: number;
}

const unscheduled = { environments: 0, slots: 0, rules: 0, alerts: 0 } as const;

export const workloads = {
  idle: { runs: 0, failedShare: 0, reads: 0, users: 0, programs: 0, connections: 0, files: 0, ...unscheduled },
  busy: {
    ...unscheduled,
    ...{ runs: 1_000_000, failedShare: 0.02, reads: 10_000_000 },
    ...{ users: 50, programs: 2, connections: 10, files: 1000 },
  },
  /** Five daily schedules in each of a thousand environments, and nothing else. */
  scheduled: {
    ...{ runs: 150_000, failedShare: 0.02, reads: 0, users: 0, programs: 0, connections: 0, files: 0 },
    ...{ environments: 1000, slots: 150_000, rules: 10, alerts: 300 },
  },
} as const satisfies Readonly<Record<string, Workload>>;

/** The settings that change the bill. */
export interface Switches {
  readonly hasFirewall: boolean;
  readonly hasCanary: boolean;
  /** `active` in production; `pass-through` records no trace of its own. */
  readonly tracing: "active" | "pass-through";
  /** The lowest level that is logged. */
  readonly logLevel: "INFO" | "WARN";
  /** The stack's own user pool, or an external issuer. */
  readonly hasUserPool: boolean;
}

export const asDeployed: Switches = {
  hasFirewall: true,
  hasCanary: true,
  tracing: "active",
  logLevel: "INFO",
  hasUserPool: true,
};
