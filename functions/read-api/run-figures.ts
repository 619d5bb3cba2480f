import { isCancelled } from "../../shared/run/cancelled.ts";
import type { Run } from "../../shared/run/run.ts";
import { isProblem } from "../../shared/run/status.ts";

type Timed = Pick<Run, "status" | "createdAt" | "startedAt" | "completedAt" | "outcome" | "endedBy">;

const hourMilliseconds = 3_600_000;

/** Whole seconds, never negative: the clocks of two writers may differ slightly. */
const secondsBetween = (from: string, to: string) =>
  Math.max(0, Math.floor((Date.parse(to) - Date.parse(from)) / 1000));

/** Run times since the first attempt, of runs that ended at or after an instant. Runs that never started are omitted. */
export function ranSecondsSince(runs: readonly Timed[], since: string): number[] {
  return runs.flatMap(({ startedAt, completedAt }) =>
    startedAt !== undefined && completedAt !== undefined && completedAt >= since
      ? [secondsBetween(startedAt, completedAt)]
      : [],
  );
}

/** How many runs ended as a problem at or after an instant. */
export function problemsSince(runs: readonly Timed[], since: string): number {
  return runs.filter(({ outcome, completedAt }) => isProblem(outcome) && (completedAt ?? "") >= since).length;
}

/** The mean, rounded; null without values. */
export function averageOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : Math.round(values.reduce((sum, value) => sum + value, 0) / values.length);
}

/** The 50th and 95th percentile (nearest rank); null without values. */
export function percentilesOf(values: readonly number[]): { p50: number; p95: number } | null {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1];
  const [p50, p95] = [at(0.5), at(0.95)];
  return p50 === undefined || p95 === undefined ? null : { p50, p95 };
}

/** The hours up to now, oldest first, each with the runs that started and ended in it. */
export function hoursOf(runs: readonly Timed[], firstHour: Date, now: Date) {
  const first = Math.floor(firstHour.getTime() / hourMilliseconds);
  const last = Math.floor(now.getTime() / hourMilliseconds);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => {
    const isWithin = (instant: string | undefined): instant is string =>
      instant !== undefined && Math.floor(Date.parse(instant) / hourMilliseconds) === first + at;
    const ended = runs.filter((run) => isWithin(run.completedAt));
    const waited = runs.flatMap(({ createdAt, startedAt }) =>
      isWithin(startedAt) ? [secondsBetween(createdAt, startedAt)] : [],
    );
    const countOf = (outcome: Run["outcome"]) =>
      ended.filter((run) => run.outcome === outcome && !isCancelled(run)).length;
    return {
      hour: new Date((first + at) * hourMilliseconds).toISOString(),
      isRunning: first + at === last,
      succeeded: countOf("succeeded"),
      partially_succeeded: countOf("partially_succeeded"),
      blocked: countOf("blocked"),
      failed: countOf("failed"),
      cancelled: ended.filter(isCancelled).length,
      waitedSeconds: percentilesOf(waited),
      ranSeconds: percentilesOf(ranSecondsSince(ended, "")),
    };
  });
}
