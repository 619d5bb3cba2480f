import type { Run } from "../run/run.ts";
import type { Freshness } from "../run/verdicts.ts";

/** Default limits, in seconds, for runs of a type without a lifecycle window (spec 114, 170). */
const usualSeconds = { queued: 15 * 60, running: 60 * 60 } as const;

/**
 * Whether an active run without a known window has been in its state for longer than usual. It is not reported as
 * stale, and nothing is claimed about its worker (spec 358). Exactly at the limit is not yet unusual.
 */
export function isOlderThanUsual(
  run: Pick<Run, "status" | "createdAt" | "startedAt">,
  freshness: Freshness,
  now: Date,
): boolean {
  if (run.status === "completed" || run.status === "unknown" || freshness !== "unknown") return false;
  const since = run.status === "queued" ? run.createdAt : (run.startedAt ?? run.createdAt);
  return (now.getTime() - Date.parse(since)) / 1000 > usualSeconds[run.status];
}
