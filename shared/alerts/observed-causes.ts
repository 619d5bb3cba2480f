import { isArchived } from "../access/member.ts";
import type { OpenWork } from "../actionability/open-work.ts";
import type { PromisedCell } from "../actionability/promised-cells.ts";
import { idTime } from "../foundation/ids.ts";
import { alertsDeliver } from "../operations/alerts/alerts.deliver.ts";
import { alertsEvaluate } from "../operations/alerts/alerts.evaluate.ts";
import { approvalStateAt } from "../operations/plans/plan-approval.ts";
import type { ListedChannel } from "../records/alert-channels.ts";
import type { AlertRule } from "../records/alert-rules.ts";
import type { PlanApproval } from "../records/plan-approvals.ts";
import type { ListedSchedule } from "../records/schedule-lists.ts";
import type { AlertFacts } from "../run/alert.ts";
import type { AlertCause } from "../run/alert-states.ts";
import type { AttentionCause } from "../run/verdicts.ts";
import { needsPerson, needsPersonSince, scheduleStateAt } from "../schedules/schedule-state.ts";
import { approvalAlertKey, channelAlertKey, issueKey, promiseKey, scheduleAlertKey } from "./alert-keys.ts";

/** Which stored things decide whether a cause still exists. */
export type CauseRef = Pick<
  AlertFacts,
  "runId" | "promiseId" | "environmentId" | "scheduleId" | "planId" | "channelId"
>;

/** A cause as lists and indexes show it; they lag, so it is confirmed before anything is written. */
export interface ObservedCause {
  readonly key: string;
  readonly cause: AlertCause;
  readonly since: string;
  readonly ref: CauseRef;
  /** What is sent again when it changes, as far as it is known without loading more. */
  readonly scheduleState?: string;
}

/** Causes of this family are reported by the channels' own alerts. */
const ownTypes: ReadonlySet<string> = new Set([alertsDeliver.type, alertsEvaluate.type]);

/** An overdue run is one cause, whether it is queued or running. */
export const alertCauseOf = (cause: AttentionCause): AlertCause =>
  cause === "stale_running" || cause === "stale_queued" ? "overdue" : cause;

/** The open issues of a workspace. */
export function issueCauses({ issues }: Pick<OpenWork, "issues">): ObservedCause[] {
  return issues.flatMap((issue) => {
    const { newest, oldestId } = issue;
    if (newest.cause === undefined || ownTypes.has(newest.type)) return [];
    const { id: runId, environmentId } = newest;
    const since = idTime(oldestId).toISOString();
    return [{ key: issueKey(issue), cause: alertCauseOf(newest.cause), since, ref: { runId, environmentId } }];
  });
}

/** The broken promises among these cells. */
export const promiseCauses = (cells: readonly PromisedCell[]): ObservedCause[] =>
  cells.flatMap(({ promise, environment, cell: { brokenSince } }) =>
    brokenSince === undefined
      ? []
      : [
          {
            key: promiseKey(promise.id, environment.id),
            cause: "promise_broken" as const,
            since: brokenSince,
            ref: { promiseId: promise.id, environmentId: environment.id },
          },
        ],
  );

/** The schedules that need a person, in environments that are not archived. */
export function scheduleCauses(
  schedules: readonly ListedSchedule[],
  archived: readonly string[],
  now: Date,
): ObservedCause[] {
  return schedules.flatMap((listed) => {
    const { id, environmentId } = listed.schedule;
    const scheduleState = scheduleStateAt(listed, isArchived({ archivedEnvironments: archived }, environmentId), now);
    if (!needsPerson(scheduleState)) return [];
    const since = needsPersonSince(listed);
    const ref = { scheduleId: id, environmentId };
    return [{ key: scheduleAlertKey(id), cause: "schedule_failing", since, ref, scheduleState }];
  });
}

/** The plans that wait for a decision, in environments that are not archived. */
export const approvalCauses = (
  approvals: readonly PlanApproval[],
  archived: readonly string[],
  now: Date,
): ObservedCause[] =>
  approvals
    .filter((approval) => !archived.includes(approval.environmentId) && approvalStateAt(approval, now) === "requested")
    .map(({ id: planId, environmentId, requestedAt }) => ({
      ...{ key: approvalAlertKey(planId), cause: "approval_waiting", since: requestedAt },
      ref: { planId, environmentId },
    }));

/** The channels that do not deliver. */
export const channelCauses = (channels: readonly ListedChannel[]): ObservedCause[] =>
  channels.flatMap(({ channel: { id: channelId }, health }) =>
    health?.failingSince === undefined
      ? []
      : [
          {
            key: channelAlertKey(channelId),
            cause: "channel_failing" as const,
            since: health.failingSince,
            ref: { channelId, environmentId: null },
          },
        ],
  );

interface Matched {
  readonly cause: AlertCause;
  readonly environmentId: string | null;
  /** Undefined for an alert that is open already: it has lasted long enough. */
  readonly since: string | undefined;
}

/** The channels of all rules that ask for a cause; empty when none does. */
export function channelsOfRules(rules: readonly AlertRule[], { cause, environmentId, since }: Matched, now: Date) {
  const matching = rules.filter(
    ({ causes, environments, afterSeconds }) =>
      causes.some((one) => one === cause) &&
      (environments === "all" || (environmentId !== null && environments.includes(environmentId))) &&
      (since === undefined || Date.parse(since) + afterSeconds * 1000 <= now.getTime()),
  );
  return {
    isWanted: matching.length > 0,
    channelIds: [...new Set(matching.flatMap(({ channelIds }) => channelIds))].toSorted(),
  };
}

/** The channels that report that another one fails: its fallback, or all others that deliver. */
export function channelsForFailing(channels: readonly ListedChannel[], failingId: string): string[] {
  const failing = channels.find(({ channel }) => channel.id === failingId)?.channel;
  const delivering = channels.filter(
    ({ channel, health }) => channel.id !== failingId && health?.failingSince === undefined,
  );
  const fallback = delivering.filter(({ channel }) => channel.id === failing?.fallbackId);
  return (fallback.length > 0 ? fallback : delivering).map(({ channel }) => channel.id).toSorted();
}
