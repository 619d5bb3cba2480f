/** `unknown` is never stored: a value that a newer release wrote is read as that. So it is for every list below. */
export const runStatuses = ["queued", "running", "completed", "unknown"] as const;
export type RunStatus = (typeof runStatuses)[number];

export const runOutcomes = ["pending", "succeeded", "partially_succeeded", "blocked", "failed", "unknown"] as const;
export type RunOutcome = (typeof runOutcomes)[number];

/** The outcomes a completed run may carry. */
export type EndOutcome = Exclude<RunOutcome, "pending" | "unknown">;

const active: Record<RunStatus, boolean> = { queued: true, running: true, completed: false, unknown: false };

const problem: Record<RunOutcome, boolean> = {
  pending: false,
  succeeded: false,
  partially_succeeded: true,
  blocked: true,
  failed: true,
  // Nothing is calmer than what could not be read.
  unknown: true,
};

/**
 * Whether a newer release wrote this run's status or outcome. Nothing of this release may write over it, and people are
 * told that it needs one of them.
 */
export function isFromNewerRelease({ status, outcome }: { status: RunStatus; outcome: RunOutcome }): boolean {
  return status === "unknown" || outcome === "unknown";
}

/** Still to end: someone must deliver it, work on it, or close it. */
export function isActive(status: RunStatus): boolean {
  return active[status];
}

/** Ended, and not as an unqualified success (spec 178). */
export function isProblem(outcome: RunOutcome): boolean {
  return problem[outcome];
}
