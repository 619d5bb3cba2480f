import type { Access, EnvironmentPlace } from "../access/access-store.ts";
import { promisedCells } from "../actionability/promised-cells.ts";
import type { RunTruths } from "../actionability/run-truths.ts";
import { attentionCauseOf } from "../derived/attention.ts";
import type { RunQueries } from "../ledger/run-queries.ts";
import { approvalStateAt } from "../operations/plans/plan-approval.ts";
import type { AlertChannels } from "../records/alert-channels.ts";
import type { EnvironmentProofs } from "../records/environment-proofs.ts";
import type { PlanApprovals } from "../records/plan-approvals.ts";
import type { Promises } from "../records/promises.ts";
import type { Schedules } from "../records/schedules.ts";
import type { AlertFacts } from "../run/alert.ts";
import { needsPerson, needsPersonSince, scheduleStateAt } from "../schedules/schedule-state.ts";
import { alertCauseOf, type CauseRef } from "./observed-causes.ts";

interface Dependencies {
  readonly queries: Pick<RunQueries, "getRun">;
  readonly truths: Pick<RunTruths, "evaluate">;
  readonly promises: Pick<Promises, "find" | "list">;
  readonly proofs: Pick<EnvironmentProofs, "read">;
  readonly access: Pick<Access, "listAllEnvironments">;
  readonly schedules: Pick<Schedules, "find">;
  readonly approvals: Pick<PlanApprovals, "find">;
  readonly channels: Pick<AlertChannels, "find" | "findHealth">;
}

/** What is read once for all causes of an evaluation. */
export interface Surroundings {
  readonly archived: readonly string[];
  readonly environments: readonly EnvironmentPlace[];
  readonly now: Date;
}

/**
 * Reads consistently whether a cause still exists, and its facts; undefined when it is gone. An alert is read before its
 * cause, so that what is written about it is never older than what it says.
 */
export function createConfirmCause(parts: Dependencies) {
  return async function confirmCause(
    workspaceId: string,
    ref: CauseRef,
    around: Surroundings,
  ): Promise<AlertFacts | undefined> {
    if (ref.environmentId !== null && around.archived.includes(ref.environmentId)) return undefined;
    if (ref.runId !== undefined) return confirmRun(ref.runId);
    if (ref.promiseId !== undefined) return confirmPromise(workspaceId, ref, around);
    if (ref.scheduleId !== undefined) return confirmSchedule(workspaceId, ref.scheduleId, around.now);
    if (ref.planId !== undefined) return confirmApproval(workspaceId, ref, around.now);
    return ref.channelId === undefined ? undefined : confirmChannel(workspaceId, ref.channelId);
  };

  async function confirmRun(runId: string): Promise<AlertFacts | undefined> {
    const run = await parts.queries.getRun(runId);
    const cause = run && attentionCauseOf(run, await parts.truths.evaluate(run));
    if (run === undefined || cause === undefined) return undefined;
    const { id, environmentId, type, externalReference, createdAt, completedAt, endedBy, context } = run;
    return {
      cause: alertCauseOf(cause),
      since: completedAt ?? createdAt,
      environmentId,
      runId: id,
      type,
      reasonCode: endedBy?.reasonCode ?? context.reconciliation?.reasonCode,
      externalReference,
    };
  }

  async function confirmPromise(
    workspaceId: string,
    { promiseId = "", environmentId }: CauseRef,
    { environments, now }: Surroundings,
  ): Promise<AlertFacts | undefined> {
    const promise = await parts.promises.find(workspaceId, promiseId);
    const places = environments.filter(({ id }) => id === environmentId);
    if (promise === undefined || environmentId === null || places.length === 0) return undefined;
    const [{ exceptions }, proofs] = await Promise.all([
      parts.promises.list(workspaceId),
      parts.proofs.read(workspaceId, [environmentId], { isConsistent: true }),
    ]);
    const [cell] = promisedCells({ promises: [promise], exceptions }, places, proofs, now);
    const since = cell?.cell.brokenSince;
    if (since === undefined) return undefined;
    return { cause: "promise_broken", since, environmentId, promiseId, proof: promise.proof, name: promise.name };
  }

  async function confirmSchedule(workspaceId: string, scheduleId: string, now: Date): Promise<AlertFacts | undefined> {
    const found = await parts.schedules.find(workspaceId, scheduleId);
    if (found.kind !== "schedule") return undefined;
    const scheduleState = scheduleStateAt(found, false, now);
    if (!needsPerson(scheduleState)) return undefined;
    const { environmentId, name, type } = found.schedule;
    const since = needsPersonSince(found);
    return { cause: "schedule_failing", since, environmentId, scheduleId, scheduleState, type, name };
  }

  async function confirmApproval(
    workspaceId: string,
    { planId = "", environmentId }: CauseRef,
    now: Date,
  ): Promise<AlertFacts | undefined> {
    if (environmentId === null) return undefined;
    const approval = await parts.approvals.find({ workspaceId, environmentId }, planId);
    if (approval === undefined || approvalStateAt(approval, now) !== "requested") return undefined;
    const { operationType: type, requestedAt: since } = approval;
    return { cause: "approval_waiting", since, environmentId, planId, type };
  }

  async function confirmChannel(workspaceId: string, channelId: string): Promise<AlertFacts | undefined> {
    const [channel, health] = await Promise.all([
      parts.channels.find(workspaceId, channelId),
      parts.channels.findHealth(workspaceId, channelId),
    ]);
    if (channel === undefined || health?.failingSince === undefined) return undefined;
    const { failingSince: since, failure } = health;
    return { cause: "channel_failing", since, environmentId: null, channelId, failure, name: channel.name };
  }
}
export type ConfirmCause = ReturnType<typeof createConfirmCause>;
