import type { Clock } from "../../shared/clock.ts";
import type { RunAnswer } from "../../shared/contract/runs.ts";
import { deriveDuration } from "../../shared/derived/duration.ts";
import { deriveFreshness } from "../../shared/derived/freshness.ts";
import { deriveProblemClass } from "../../shared/derived/problem-class.ts";
import { deriveProgress, type ProgressTruth } from "../../shared/derived/progress.ts";
import { hasStaleLineage } from "../../shared/derived/stale-lineage.ts";
import { canonicalTypeOf } from "../../shared/operations/aliases.ts";
import { findOperation } from "../../shared/operations/registry.ts";
import { durationLabelOf } from "../../shared/presenter/duration-label.ts";
import { headlineOf } from "../../shared/presenter/headline.ts";
import { labelOf } from "../../shared/presenter/labels.ts";
import type { Locale } from "../../shared/presenter/locale.ts";
import { progressLabelOf } from "../../shared/presenter/progress-label.ts";
import { type LifecycleOverrides, lifecycleOf } from "../../shared/run/lifecycle.ts";
import type { RelatedRef, Run } from "../../shared/run/run.ts";

interface Parts {
  readonly overrides: LifecycleOverrides;
  readonly clock: Clock;
}

/** What is known beside the run itself; both were looked up with the caller's rights. */
interface Beside {
  readonly environmentName: string | undefined;
  readonly related: RelatedRef | undefined;
}

/**
 * How a run is told to a caller: the same words and the same derived facts on every route. All of them are worked
 * out for one instant from one freshness, so that no two parts of an answer can disagree.
 */
export function createRunAnswers({ overrides, clock }: Parts) {
  return function answerOf(run: Run, { environmentName, related }: Beside, locale: Locale): RunAnswer {
    const now = clock.now();
    const operation = findOperation(run.type);
    const lifecycle = operation === undefined ? "uncovered" : lifecycleOf(operation, overrides);
    const freshness = deriveFreshness(run, lifecycle, now);
    const duration = deriveDuration(run, operation?.expectedDurationSeconds, freshness, now);
    return {
      id: run.id,
      type: canonicalTypeOf(run.type),
      label: labelOf(canonicalTypeOf(run.type), locale),
      workspaceId: run.workspaceId,
      environmentId: run.environmentId,
      environmentName: environmentName ?? null,
      status: run.status,
      outcome: run.outcome,
      initiator: run.initiator,
      createdAt: run.createdAt,
      startedAt: run.startedAt ?? null,
      completedAt: run.completedAt ?? null,
      freshness,
      problemClass: deriveProblemClass(run, freshness),
      isReconciled: run.context.reconciliation !== undefined,
      staleLineage: hasStaleLineage(run),
      progress: progressAnswerOf(deriveProgress(run, freshness), locale),
      duration: { ...duration, label: durationLabelOf(duration, locale) },
      headline: headlineOf(run, freshness, related, locale),
      waitedSeconds: secondsBetween(run.createdAt, run.startedAt ?? run.completedAt, now),
      ranSeconds: run.startedAt === undefined ? null : secondsBetween(run.startedAt, run.completedAt, now),
      summaryCounts: run.summaryCounts,
      failures: run.failures,
      related: related ?? null,
    };
  };
}
export type AnswerOf = ReturnType<typeof createRunAnswers>;

/** The parts of a composite run are told in words only: a number of parts makes no bar. */
function progressAnswerOf(progress: ProgressTruth, locale: Locale): RunAnswer["progress"] {
  const told = { kind: progress.kind, label: progressLabelOf(progress, locale) };
  if (progress.kind === "phased") return { ...told, phase: progress.phase };
  if (progress.kind !== "counted") return told;
  return { ...told, processed: progress.processed, total: progress.total, percent: progress.percent };
}

/** Whole seconds, and never fewer than none: the clocks of two writers may differ a little. */
function secondsBetween(from: string, to: string | undefined, now: Date): number {
  const end = to === undefined ? now.getTime() : Date.parse(to);
  return Math.max(0, Math.floor((end - Date.parse(from)) / 1000));
}

/** Where a run is found. */
export function hrefOf(workspaceId: string, runId: string): string {
  return `/api/workspaces/${workspaceId}/operations/${runId}`;
}
