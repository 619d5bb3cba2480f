import type { Access } from "../../shared/access/access-store.ts";
import { firstRoleWith } from "../../shared/access/capabilities.ts";
import { isArchived as isArchivedPlace, type Member, type Place, sees } from "../../shared/access/member.ts";
import { workOf } from "../../shared/actionability/open-work.ts";
import type { RunTruths, TruthOf } from "../../shared/actionability/run-truths.ts";
import type { RunAnswer } from "../../shared/contract/runs.ts";
import { deriveEligibility } from "../../shared/derived/actions.ts";
import type { ProgressTruth } from "../../shared/derived/progress.ts";
import type { RunTruth } from "../../shared/derived/run-truth.ts";
import { deriveStaleSince } from "../../shared/derived/stale-since.ts";
import { deriveAhead, deriveWaiting } from "../../shared/derived/waiting.ts";
import { idTime } from "../../shared/foundation/ids.ts";
import type { RunEntry } from "../../shared/ledger/run-lists.ts";
import { canonicalTypeOf } from "../../shared/operations/aliases.ts";
import { findOperation } from "../../shared/operations/registry.ts";
import { causeOf } from "../../shared/presenter/cause.ts";
import { durationLabelOf } from "../../shared/presenter/duration-label.ts";
import { headlineOf } from "../../shared/presenter/headline.ts";
import { runLabelOf } from "../../shared/presenter/labels.ts";
import type { Locale } from "../../shared/presenter/locale.ts";
import { progressLabelOf } from "../../shared/presenter/progress-label.ts";
import {
  actionabilityLabelOf,
  actionsOf,
  failuresOf,
  freshnessLabelOf,
  initiatorOf,
  nextActionOf,
  reasonOf,
  waitingLabelOf,
} from "../../shared/presenter/run-words.ts";
import { stateOf } from "../../shared/presenter/state.ts";
import { isCancelReason } from "../../shared/run/cancelled.ts";
import type { Lane } from "../../shared/run/lanes.ts";
import { type LifecycleOverrides, lifecycleOf } from "../../shared/run/lifecycle.ts";
import type { RelatedRef, Run } from "../../shared/run/run.ts";
import { type FindRelated, mayReadRelated } from "./related.ts";

interface Dependencies {
  readonly access: Pick<Access, "findEnvironmentNames">;
  readonly truths: RunTruths;
  readonly findRelated: FindRelated;
  readonly overrides: LifecycleOverrides;
}

/** A run with everything its answer needs, all of it read with the caller's rights. */
export interface GatheredRun {
  readonly run: Run;
  readonly truth: RunTruth;
  readonly environmentName: string | undefined;
  readonly related: RelatedRef | undefined;
  /** All active runs of the workspace, for a member who may see all of them. */
  readonly queue: readonly RunEntry[] | undefined;
  /** The active run of the same work, where active runs were read. */
  readonly activeRepeat: string | undefined;
  /** The open issue that a list shows by this run. */
  readonly issue?: { readonly runs: number; readonly oldestId: string; readonly isWhole: boolean } | undefined;
}

/** Data that was already read for the answer and is not read again. */
export interface KnownFacts {
  readonly truthOf?: TruthOf | undefined;
  readonly places?: readonly Place[] | undefined;
  readonly queue?: readonly RunEntry[] | undefined;
  readonly activeWork?: ReadonlyMap<string, string> | undefined;
}

/**
 * Presents runs to a member with the same words and derived facts on every route. Names, related records and proof are
 * read in one call each, whatever the number of runs.
 */
export function createRunRepresentations({ access, truths, findRelated, overrides }: Dependencies) {
  /** Gathers what the answers about these runs need, in their order. Queue positions need a known `queue`. */
  async function gather(
    member: Member & { readonly environment?: Place },
    runs: readonly Run[],
    {
      truthOf: known,
      places = member.environment === undefined ? [] : [member.environment],
      queue,
      activeWork,
    }: KnownFacts = {},
  ): Promise<GatheredRun[]> {
    const knownNames = new Map(places.map(({ id, name }) => [id, name]));
    const environmentIds = runs.flatMap((run) => run.environmentId ?? []).filter((id) => !knownNames.has(id));
    const [truthOf, found, related] = await Promise.all([
      known ?? truths.evaluateMany(runs),
      access.findEnvironmentNames(member.workspace.id, environmentIds),
      findRelated(member, runs),
    ]);
    const names = new Map([...knownNames, ...found]);
    return runs.map((run) => ({
      run,
      truth: truthOf(run),
      environmentName: names.get(run.environmentId ?? ""),
      related: related.get(run.id),
      queue,
      activeRepeat: run.status === "completed" ? activeWork?.get(workOf(run) ?? "") : undefined,
    }));
  }

  function answer(member: Member, gathered: GatheredRun, locale: Locale): RunAnswer {
    const { run, truth, related } = gathered;
    const operation = findOperation(run.type);
    const lifecycle = operation === undefined ? "uncovered" : lifecycleOf(operation, overrides);
    const isArchived = isArchivedPlace(member, run.environmentId);
    const eligibility = deriveEligibility({
      run,
      truth,
      operation,
      related,
      can: member.can,
      isArchived,
      activeRepeat: gathered.activeRepeat,
    });
    const { lacks } = eligibility.next;
    const type = canonicalTypeOf(run.type);
    const cause = causeOf(run, truth, locale, { can: member.can, isArchived });
    return {
      id: run.id,
      type,
      label: runLabelOf({ type, context: run.context }, locale),
      workspaceId: run.workspaceId,
      environmentId: run.environmentId,
      environmentName: gathered.environmentName ?? null,
      status: run.status,
      outcome: run.outcome,
      initiator: initiatorOf(run, locale),
      externalReference: run.externalReference ?? null,
      createdAt: run.createdAt,
      startedAt: run.startedAt ?? null,
      completedAt: run.completedAt ?? null,
      freshness: truth.freshness,
      problemClass: truth.problemClass,
      isReconciled: truth.isReconciled,
      staleLineage: truth.hasStaleLineage,
      progress: progressAnswerOf(truth.progress, locale),
      duration: { ...truth.duration, label: durationLabelOf(truth.duration, run.status, locale) },
      headline: headlineOf(run, truth, related, locale),
      waitedSeconds: secondsBetween(run.createdAt, run.startedAt ?? run.completedAt, truth.at),
      ranSeconds: run.startedAt === undefined ? null : secondsBetween(run.startedAt, run.completedAt, truth.at),
      summaryCounts: run.summaryCounts,
      // A person stopped it: that is how it ended, not what failed.
      failures: failuresOf(
        run.failures.filter(({ code }) => !isCancelReason(code)),
        locale,
      ),
      related: related ?? null,
      state: stateOf(run, truth, locale),
      freshnessLabel: freshnessLabelOf(truth.freshness, locale),
      needsAttention: truth.needsAttention,
      actionability: actionabilityAnswerOf(member, run, truth, locale),
      reason: reasonOf(truth, cause, deriveStaleSince(run, lifecycle), locale),
      cause,
      nextAction: nextActionOf(eligibility, lacks === undefined ? undefined : firstRoleWith(lacks), locale),
      actions: actionsOf(eligibility, locale),
      waiting: waitingAnswerOf(gathered, locale),
      isCancelRequested: run.status !== "completed" && run.cancelRequested !== undefined,
      acknowledgement: run.acknowledged ?? null,
      issue: issueAnswerOf(gathered),
      // A wave belongs to the whole workspace.
      waveId: sees(member, null) ? (run.initiator.waveId ?? null) : null,
    };
  }

  return {
    gather,
    answer,
    /** The answers for these runs, in their order. */
    async presentMany(member: Member, runs: readonly Run[], locale: Locale, truthOf?: TruthOf): Promise<RunAnswer[]> {
      const gathered = await gather(member, runs, { truthOf });
      return gathered.map((each) => answer(member, each, locale));
    },
    /** The answer for one run. */
    async present(member: Member, run: Run, locale: Locale): Promise<RunAnswer> {
      const [gathered] = await gather(member, [run]);
      if (gathered === undefined) throw new Error(`Nothing was gathered about run ${run.id}.`);
      return answer(member, gathered, locale);
    },
  };
}
export type RunRepresentations = ReturnType<typeof createRunRepresentations>;

function actionabilityAnswerOf(member: Member, run: Run, truth: RunTruth, locale: Locale) {
  const { actionability, at } = truth;
  const { status, isCurrentFollowUp, reasonCode, supersedingRunId, resolvingRelated } = actionability;
  return {
    status,
    label: actionabilityLabelOf(run.status, truth, locale),
    isCurrentFollowUp,
    reasonCode,
    // The superseding run has the run's own scope, which this member sees.
    ...(supersedingRunId !== undefined && { supersedingRunId }),
    ...(resolvingRelated !== undefined && mayReadRelated(run, resolvingRelated, member) && { resolvingRelated }),
    evaluatedAt: at.toISOString(),
  };
}

function issueAnswerOf({ issue }: GatheredRun): RunAnswer["issue"] {
  if (issue === undefined) return null;
  const { runs, oldestId, isWhole } = issue;
  return { runs: { value: runs, capped: !isWhole }, since: idTime(oldestId).toISOString() };
}

const laneOf = (type: string): Lane | undefined => findOperation(type)?.lane;

function waitingAnswerOf({ run, truth, queue }: GatheredRun, locale: Locale): RunAnswer["waiting"] {
  const waiting = deriveWaiting(run, truth.freshness, truth.at);
  if (waiting === undefined) return null;
  const { reason, until = null } = waiting;
  const ahead = queue && deriveAhead(run, reason, queue, laneOf);
  return { reason, label: waitingLabelOf(reason, ahead, locale), ahead: ahead ?? null, until };
}

/** Composite progress has a label only: a number of parts is no basis for a progress bar. */
function progressAnswerOf(progress: ProgressTruth, locale: Locale): RunAnswer["progress"] {
  const labelled = { kind: progress.kind, label: progressLabelOf(progress, locale) };
  if (progress.kind === "phased") return { ...labelled, phase: progress.phase };
  if (progress.kind !== "counted") return labelled;
  return { ...labelled, processed: progress.processed, total: progress.total, percent: progress.percent };
}

/** Whole seconds, never negative: the clocks of two writers may differ slightly. */
function secondsBetween(from: string, to: string | undefined, now: Date): number {
  const end = to === undefined ? now.getTime() : Date.parse(to);
  return Math.max(0, Math.floor((end - Date.parse(from)) / 1000));
}

/** The path of a run. */
export function hrefOf(workspaceId: string, runId: string): string {
  return `/api/workspaces/${workspaceId}/operations/${runId}`;
}
