import * as z from "zod";
import { findPhase, type PhaseKey } from "../run/phases.ts";
import type { Run } from "../run/run.ts";
import type { Freshness } from "../run/verdicts.ts";

/** Progress of an active run, as far as it is reliable. Only `counted` has a total. */
export type ProgressTruth =
  | { readonly kind: "none" }
  | { readonly kind: "activity"; readonly isStarted: boolean }
  | { readonly kind: "counted"; readonly processed: number; readonly total: number; readonly percent: number }
  | { readonly kind: "phased"; readonly phase: PhaseKey }
  | { readonly kind: "composite"; readonly completed: number; readonly total: number };

/** The facts, besides freshness, that progress depends on. */
export type ProgressFacts = Pick<Run, "status" | "summaryCounts"> & {
  readonly context: Pick<Run["context"], "progress">;
};

const composite = z
  .object({ completed: z.int().min(0), total: z.int().positive(), failed: z.int().min(0).optional() })
  .refine(({ completed, total, failed = 0 }) => completed <= total && failed <= total);

/**
 * The progress to show for a run; the first matching rule applies (spec 358).
 * Ended runs have none, so 100 % is never shown as progress. Stale runs have none either: a bar would be misleading.
 * Dependencies take precedence over a phase, and a phase over counts. A bar requires a plausible pair of `processed` and
 * `total`; successes, failures and elapsed time never replace them. Everything else is shown as plain activity.
 */
export function deriveProgress(run: ProgressFacts, freshness: Freshness): ProgressTruth {
  if (run.status === "completed" || run.status === "unknown" || freshness === "likely_stale") return { kind: "none" };
  if (run.status === "queued") return { kind: "activity", isStarted: false };
  if (freshness === "unknown") return { kind: "activity", isStarted: true };

  const parts = composite.safeParse(run.context.progress?.composite);
  if (parts.success) return { kind: "composite", completed: parts.data.completed, total: parts.data.total };

  const phase = findPhase(run.context.progress?.phase?.key);
  if (phase !== undefined) return { kind: "phased", phase };

  return countedOf(run.summaryCounts) ?? { kind: "activity", isStarted: true };
}

function countedOf({ processed, total }: Readonly<Record<string, number>>): ProgressTruth | undefined {
  if (!isCount(processed) || !isCount(total) || total === 0 || processed > total) return undefined;
  // Rounded down: 100 % only when nothing is left.
  return { kind: "counted", processed, total, percent: Math.floor((processed / total) * 100) };
}

function isCount(value: number | undefined): value is number {
  return value !== undefined && Number.isSafeInteger(value) && value >= 0;
}
