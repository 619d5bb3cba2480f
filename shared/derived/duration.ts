import type { Run } from "../run/run.ts";
import type { Freshness } from "../run/verdicts.ts";

export const durationInsights = ["neutral", "longer_than_usual", "past_window", "total"] as const;
export type DurationInsight = (typeof durationInsights)[number];

export interface DurationTruth {
  /** Whole seconds since the run started, or since it was created while it waits; null for times nobody can read. */
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
 * Exactly the usual time is still neutral. Past its window nothing but that is said. A run whose window is not
 * known is never compared: "still within its window" would be a promise nobody can keep. An ended run has its
 * total, and no judgement.
 */
export function deriveDuration(
  run: DurationFacts,
  expectedSeconds: number | undefined,
  freshness: Freshness,
  now: Date,
): DurationTruth {
  const elapsedSeconds = elapsedOf(run, now);
  const facts = { elapsedSeconds, expectedSeconds: expectedSeconds ?? null };
  if (run.status === "completed") return { ...facts, insight: "total" };
  if (freshness === "likely_stale") return { ...facts, insight: "past_window" };

  const isJudged = freshness === "fresh_active" && elapsedSeconds !== null && expectedSeconds !== undefined;
  return { ...facts, insight: isJudged && elapsedSeconds > expectedSeconds ? "longer_than_usual" : "neutral" };
}

function elapsedOf({ status, createdAt, startedAt, completedAt }: DurationFacts, now: Date): number | null {
  const from = Date.parse(status === "queued" ? createdAt : (startedAt ?? createdAt));
  const to = status === "completed" ? Date.parse(completedAt ?? "") : now.getTime();
  const seconds = Math.floor((to - from) / 1000);
  // The clock of whoever wrote the start may be a little ahead of ours; nothing takes less than no time.
  return Number.isFinite(seconds) ? Math.max(0, seconds) : null;
}
