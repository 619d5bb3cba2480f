import type { PlatformCapability } from "../../shared/access/capabilities.ts";
import type { SystemRun, SystemRunDetail } from "../../shared/contract/system.ts";
import { derivePolling } from "../../shared/derived/polling.ts";
import type { RunTruth } from "../../shared/derived/run-truth.ts";
import { deriveTriage } from "../../shared/derived/triage.ts";
import { isOlderThanUsual } from "../../shared/derived/unusual-age.ts";
import { canonicalTypeOf } from "../../shared/operations/aliases.ts";
import { findOperation } from "../../shared/operations/registry.ts";
import { headlineOf } from "../../shared/presenter/headline.ts";
import { labelOf } from "../../shared/presenter/labels.ts";
import type { Locale } from "../../shared/presenter/locale.ts";
import { freshnessLabelOf, staleLineageNoteOf, transitionLabelOf } from "../../shared/presenter/run-words.ts";
import { stateOf } from "../../shared/presenter/state.ts";
import { ageOf, triageWordsOf } from "../../shared/presenter/surface-words.ts";
import type { Run } from "../../shared/run/run.ts";
import { transitionsOf } from "../../shared/run/transitions.ts";

interface EvaluatedRun {
  readonly run: Run;
  readonly truth: RunTruth;
}

interface EvaluatedRunInScope extends EvaluatedRun {
  readonly workspaceName: string | undefined;
  readonly isArchived: boolean;
}

/** A run as the platform plane sees it: its derived state as on every surface, without its tenant data. */
export function systemRunOf(judged: EvaluatedRun, workspaceName: string | undefined, locale: Locale): SystemRun {
  const { run, truth } = judged;
  const type = canonicalTypeOf(run.type);
  return {
    id: run.id,
    type,
    label: labelOf(type, locale),
    workspaceId: run.workspaceId,
    workspaceName: workspaceName ?? null,
    environmentId: run.environmentId,
    status: run.status,
    outcome: run.outcome,
    state: stateOf(run, truth, locale),
    freshness: truth.freshness,
    freshnessLabel: freshnessLabelOf(truth.freshness, locale),
    problemClass: truth.problemClass,
    isReconciled: truth.isReconciled,
    staleLineage: truth.hasStaleLineage,
    staleLineageNote: staleLineageNoteOf(truth.hasStaleLineage, locale),
    // The headline names only the type of the proving record; the record itself is tenant data.
    headline: headlineOf(run, truth, run.context.reconciliation?.related, locale),
    age: ageOf(judged, isOlderThanUsual(run, truth.freshness, truth.at), locale),
    createdAt: run.createdAt,
    startedAt: run.startedAt ?? null,
    completedAt: run.completedAt ?? null,
    investigated: run.investigated ?? null,
  };
}

/** The same in detail, with its transitions and the actions that these platform capabilities allow. */
export function systemRunDetailOf(
  judged: EvaluatedRunInScope,
  capabilities: readonly PlatformCapability[],
  locale: Locale,
): SystemRunDetail {
  const { run, truth, isArchived } = judged;
  const { dispatch } = run.context;
  const offered = capabilities.includes("platform.operations.manage")
    ? deriveTriage({ run, truth, operation: findOperation(run.type), isArchived })
    : [];
  return {
    ...systemRunOf(judged, judged.workspaceName, locale),
    transitions: transitionsOf(run).map((step) => ({ ...step, label: transitionLabelOf(step, run, locale) })),
    attempts: run.attempt,
    endedBy: run.endedBy?.source ?? null,
    reasonCode: run.endedBy?.reasonCode ?? run.context.reconciliation?.reasonCode ?? null,
    dispatch: dispatch
      ? { queue: dispatch.queue, dispatchedAt: dispatch.dispatchedAt, queueJobId: dispatch.queueJobId ?? null }
      : null,
    actions: offered.map((action) => ({
      action,
      ...triageWordsOf(action, run, locale),
      requiresNote: action === "mark_investigated",
    })),
    polling: derivePolling([run]),
    checkedAt: truth.at.toISOString(),
  };
}

/** The path of a run on the platform plane. */
export function systemHrefOf(runId: string): string {
  return `/api/system/operations/${runId}`;
}
