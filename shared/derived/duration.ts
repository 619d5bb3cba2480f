import { secondsWaited } from "../run/granted-wait.ts";
import type { Run } from "../run/run.ts";
import type { Freshness } from "../run/verdicts.ts";
import type { WindowFacts } from "./stale-since.ts";

export const durationInsights = ["neutral", "longer_than_usual", "past_window", "total", "never_started"] as const;
export type DurationInsight = (typeof durationInsights)[number];

export interface DurationTruth {
  /**
   * Whole seconds since the run started, or since creation while it is queued. Null for unreadable times, for a
   * status of a newer release, and for a run that ended without starting.
   */
  readonly elapsedSeconds: number | null;
  /** The expected run time of its type; null for an unknown type. */
  readonly expectedSeconds: number | null;
  readonly insight: DurationInsight;
}

/** The facts, besides freshness, that a duration depends on. */
export type DurationFacts = WindowFacts & Pick<Run, "completedAt">;

/**
 * How long a run has taken, and whether that is noteworthy (spec 358).
 * Exactly the expected time is still neutral. Only started runs are compared: wait time is not run time. Runs without
 * a known window are not compared either. An ended run has its total, or none when it never started. A run stored as
 * complete started and ended at the same instant.
 */
export function deriveDuration(
  run: DurationFacts,
  expectedSeconds: number | undefined,
  freshness: Freshness,
  now: Date,
): DurationTruth {
  const elapsedSeconds = elapsedOf(run, now);
  const facts = { elapsedSeconds, expectedSeconds: expectedSeconds ?? null };
  if (run.status === "completed") {
    const isNeverStarted = run.startedAt === undefined && run.completedAt !== run.createdAt;
    return isNeverStarted
      ? { ...facts, elapsedSeconds: null, insight: "never_started" }
      : { ...facts, insight: "total" };
  }
  if (freshness === "likely_stale") return { ...facts, insight: "past_window" };

  const isCompared = run.status === "running" && freshness === "fresh_active" && expectedSeconds !== undefined;
  const isLonger = isCompared && elapsedSeconds !== null && elapsedSeconds - secondsWaited(run, now) > expectedSeconds;
  return { ...facts, insight: isLonger ? "longer_than_usual" : "neutral" };
}

function elapsedOf({ status, createdAt, startedAt, completedAt }: DurationFacts, now: Date): number | null {
  // The duration of an unknown status has no meaning.
  if (status === "unknown") return null;
  const from = Date.parse(status === "queued" ? createdAt : (startedAt ?? createdAt));
  const to = status === "completed" ? Date.parse(completedAt ?? "") : now.getTime();
  const seconds = Math.floor((to - from) / 1000);
  // The writer's clock may be slightly ahead; a duration is never negative.
  return Number.isFinite(seconds) ? Math.max(0, seconds) : null;
}
