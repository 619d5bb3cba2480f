/** The runbooks: one page of this name in `docs/runbooks/` per kind of alarm. */
export const runbooks = [
  "api-server-errors",
  "bridge-dead-letters",
  "bridge-errors",
  "run-events-late",
  "run-events-parked",
  "failure-queue-not-empty",
  "function-errors",
  "function-throttled",
  "reads-slow",
  "sweep-not-completed",
  "sweep-not-started",
  "queued-work-late",
] as const;
export type Runbook = (typeof runbooks)[number];
