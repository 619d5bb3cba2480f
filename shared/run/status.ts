/** `unknown` is never stored: values of a newer release are read as it. The same holds for every list below. */
export const runStatuses = ["queued", "running", "completed", "unknown"] as const;
export type RunStatus = (typeof runStatuses)[number];

export const runOutcomes = ["pending", "succeeded", "partially_succeeded", "blocked", "failed", "unknown"] as const;
export type RunOutcome = (typeof runOutcomes)[number];

/** Outcomes of a completed run. */
export type EndOutcome = Exclude<RunOutcome, "pending" | "unknown">;

const active: Record<RunStatus, boolean> = { queued: true, running: true, completed: false, unknown: false };

const problem: Record<RunOutcome, boolean> = {
  pending: false,
  succeeded: false,
  partially_succeeded: true,
  blocked: true,
  failed: true,
  // An unreadable outcome counts as a problem.
  unknown: true,
};

/**
 * Whether a newer release wrote this run's status or outcome. This release must not overwrite it, and readers are
 * informed that it needs the newer release.
 */
export function isFromNewerRelease({ status, outcome }: { status: RunStatus; outcome: RunOutcome }): boolean {
  return status === "unknown" || outcome === "unknown";
}

/** Not ended: it still has to be delivered, worked on or closed. */
export function isActive(status: RunStatus): boolean {
  return active[status];
}

/** Ended, and not as an unqualified success (spec 178). */
export function isProblem(outcome: RunOutcome): boolean {
  return problem[outcome];
}
