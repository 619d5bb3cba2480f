export const runStatuses = ["queued", "running", "completed"] as const;
export type RunStatus = (typeof runStatuses)[number];

export const runOutcomes = ["pending", "succeeded", "partially_succeeded", "blocked", "failed"] as const;
export type RunOutcome = (typeof runOutcomes)[number];

/** The outcomes a completed run may carry. */
export type EndOutcome = Exclude<RunOutcome, "pending">;

const active: Record<RunStatus, boolean> = { queued: true, running: true, completed: false };

const problem: Record<RunOutcome, boolean> = {
  pending: false,
  succeeded: false,
  partially_succeeded: true,
  blocked: true,
  failed: true,
};

/** Still to end: someone must deliver it, work on it, or close it. */
export function isActive(status: RunStatus): boolean {
  return active[status];
}

/** Ended, and not as an unqualified success (spec 178). */
export function isProblem(outcome: RunOutcome): boolean {
  return problem[outcome];
}
