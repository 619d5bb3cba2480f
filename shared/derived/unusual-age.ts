import type { Run } from "../run/run.ts";
import type { Freshness } from "../run/verdicts.ts";

/** Without a window of its own, a run that waits or works longer than this is worth a look (spec 114, 170; seconds). */
const usualSeconds = { queued: 15 * 60, running: 60 * 60 } as const;

/**
 * Whether an active run whose window nobody knows has been in its state for longer than is usual. It is not called
 * stale for that, and nothing is claimed about its worker: it is only older than most (spec 358). Exactly the usual
 * time is not yet more than that.
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
