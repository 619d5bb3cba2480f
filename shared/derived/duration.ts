import type { Run } from "../run/run.ts";
import type { Freshness } from "../run/verdicts.ts";

export const durationInsights = ["neutral", "longer_than_usual", "past_window", "total", "never_started"] as const;
export type DurationInsight = (typeof durationInsights)[number];

export interface DurationTruth {
  /**
   * Whole seconds since the run started, or since it was created while it waits; null for times nobody can read, for a
   * status that only a newer release knows, and for a run that ended without ever starting.
   */
  readonly elapsedSeconds: number | null;
  /** What its type usually takes; null for a type nobody knows. */
  readonly expectedSeconds: number | null;
  readonly insight: DurationInsight;
}

/** The facts a duration is derived from, beside freshness. */
export type DurationFacts = Pick<Run, "status" | "createdAt" | "startedAt" | "completedAt">;

/**
 * How long a run has taken, and whether that is worth a word (spec 358).
 *
 * Exactly the expected time is still neutral. Only a run that has started is compared with it: waiting is no run time.
 * Neither is a run whose window is not known, since nothing says how long it may take. An ended run has its total, and
 * none when it never started. One that was stored as complete started and ended at the same instant.
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
  const isLonger = isCompared && elapsedSeconds !== null && elapsedSeconds > expectedSeconds;
  return { ...facts, insight: isLonger ? "longer_than_usual" : "neutral" };
}

function elapsedOf({ status, createdAt, startedAt, completedAt }: DurationFacts, now: Date): number | null {
  // How long a state has lasted whose meaning is not known says nothing.
  if (status === "unknown") return null;
  const from = Date.parse(status === "queued" ? createdAt : (startedAt ?? createdAt));
  const to = status === "completed" ? Date.parse(completedAt ?? "") : now.getTime();
  const seconds = Math.floor((to - from) / 1000);
  // The clock of whoever wrote the start may be a little ahead of ours; nothing takes less than no time.
  return Number.isFinite(seconds) ? Math.max(0, seconds) : null;
}
