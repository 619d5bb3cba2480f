import type { Run } from "../run/run.ts";
import { isActive } from "../run/status.ts";

/**
 * When to look again: every 10 s while something shown can still change, and not at all otherwise (spec 178).
 * A stale run is still active and may yet end, so it is looked at too.
 *
 * The interval is also what keeps verdicts from flipping back. The clocks of two functions that answer the same
 * reader may differ by 2 s each way, so the times two successive answers were worked out for are at least 6 s
 * apart and never out of order; every verdict about a run that did not change moves with time in one direction
 * only. A clock that wrote a run's start is off by the same amount at every reading and moves a threshold, once.
 */
export function derivePolling(shown: readonly Pick<Run, "status">[]): { readonly intervalSeconds: 10 | null } {
  return { intervalSeconds: shown.some((run) => isActive(run.status)) ? 10 : null };
}
