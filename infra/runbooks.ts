/** The runbooks: one page of this name in `docs/runbooks/` per kind of alarm. */
export const runbooks = [
  "api-server-errors",
  "bridge-dead-letters",
  "bridge-errors",
  "ends-followed-late",
  "ends-parked",
  "failure-queue-not-empty",
  "function-errors",
  "function-throttled",
  "reads-slow",
  "sweep-not-seen",
  "sweep-not-started",
  "work-waits-too-long",
] as const;
export type Runbook = (typeof runbooks)[number];
