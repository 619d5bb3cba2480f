/** The runbooks: one page of this name in `docs/runbooks/` per kind of alarm. */
export const runbooks = [
  "canary-failed",
  "account-concurrency",
  "alerts-not-evaluated",
  "api-server-errors",
  "bridge-dead-letters",
  "bridge-errors",
  "channels-not-delivering",
  "run-events-late",
  "run-events-parked",
  "edge-errors",
  "failure-queue-not-empty",
  "function-errors",
  "function-throttled",
  "reads-slow",
  "schedules-not-visited",
  "release-reverted",
  "sweep-not-completed",
  "sweep-not-started",
  "queued-work-late",
  "table-throttled",
] as const;
export type Runbook = (typeof runbooks)[number];
