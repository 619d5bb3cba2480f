import type { Clock } from "../../shared/clock.ts";
import type { RunAnswer } from "../../shared/contract/runs.ts";
import { deriveFreshness } from "../../shared/derived/freshness.ts";
import { canonicalTypeOf } from "../../shared/operations/aliases.ts";
import { findOperation } from "../../shared/operations/registry.ts";
import { labelOf } from "../../shared/presenter/labels.ts";
import type { Locale } from "../../shared/presenter/locale.ts";
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

/** How a run is told to a caller: the same words and the same derived facts on every route. */
export function createRunAnswers({ overrides, clock }: Parts) {
  return function answerOf(run: Run, { environmentName, related }: Beside, locale: Locale): RunAnswer {
    const now = clock.now();
    const operation = findOperation(run.type);
    const lifecycle = operation === undefined ? "uncovered" : lifecycleOf(operation, overrides);
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
      freshness: deriveFreshness(run, lifecycle, now),
      waitedSeconds: secondsBetween(run.createdAt, run.startedAt ?? run.completedAt, now),
      ranSeconds: run.startedAt === undefined ? null : secondsBetween(run.startedAt, run.completedAt, now),
      summaryCounts: run.summaryCounts,
      failures: run.failures,
      related: related ?? null,
    };
  };
}
export type AnswerOf = ReturnType<typeof createRunAnswers>;

/** Whole seconds, and never fewer than none: the clocks of two writers may differ a little. */
function secondsBetween(from: string, to: string | undefined, now: Date): number {
  const end = to === undefined ? now.getTime() : Date.parse(to);
  return Math.max(0, Math.floor((end - Date.parse(from)) / 1000));
}

/** Where a run is found. */
export function hrefOf(workspaceId: string, runId: string): string {
  return `/api/workspaces/${workspaceId}/operations/${runId}`;
}
