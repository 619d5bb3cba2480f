import type { ListedChannel } from "../records/alert-channels.ts";
import type { AlertRule } from "../records/alert-rules.ts";
import type { Alerts } from "../records/alerts.ts";
import type { Alert, AlertFacts } from "../run/alert.ts";
import { isSettled } from "../run/owed-messages.ts";
import type { ConfirmCause, Surroundings } from "./confirm-cause.ts";
import { channelsForFailing, channelsOfRules, type ObservedCause } from "./observed-causes.ts";

/** What one evaluation of a workspace compares. All of it may lag. */
export interface AlertReading extends Surroundings {
  readonly workspaceId: string;
  readonly rules: readonly AlertRule[];
  /** False when a rule was not read: then no alert closes for the lack of one. */
  readonly areRulesWhole: boolean;
  readonly channels: readonly ListedChannel[];
  readonly observed: readonly ObservedCause[];
  readonly listed: readonly Alert[];
}

export const alertChanges = ["opened", "changed", "closed", "unlisted"] as const;
export type AlertChanges = Record<(typeof alertChanges)[number], number>;

export interface AlertEvaluation {
  readonly changes: Readonly<AlertChanges>;
  /** The listed alerts as they are after the evaluation. */
  readonly alerts: readonly Alert[];
}

interface Dependencies {
  readonly alerts: Pick<Alerts, "find" | "openNew" | "openAgain" | "change" | "close" | "unlist">;
  readonly confirmCause: ConfirmCause;
}

/**
 * Compares what needs attention with the alerts that say so, and writes the differences. Any number of evaluations may run
 * at once, on readings of any age: each difference is confirmed by reading the alert and then its cause, and written only
 * if the alert is still as it was read. So an opening has one opener, and a close has seen everything the alert says.
 */
export function createEvaluateAlerts({ alerts, confirmCause }: Dependencies) {
  return async function evaluate(reading: AlertReading): Promise<AlertEvaluation> {
    const { workspaceId, observed, listed, now } = reading;
    const changes: AlertChanges = { opened: 0, changed: 0, closed: 0, unlisted: 0 };
    const byKey = new Map(listed.map((alert) => [alert.key, alert]));
    const seen = new Set<string>();
    const known = new Set(reading.channels.map(({ channel }) => channel.id));

    for (const cause of observed) {
      seen.add(cause.key);
      if (!differs(cause, byKey.get(cause.key), reading)) continue;
      const written = await open(cause, reading);
      if (written === undefined) continue;
      changes[written.how] += 1;
      byKey.set(cause.key, written.alert);
    }
    for (const alert of listed) {
      if (alert.state !== "open") continue;
      const isOver = !seen.has(alert.key) || !wantedChannels(alert.facts, undefined, reading).isWanted;
      const closed = isOver ? await close(alert.key, reading) : undefined;
      if (closed === undefined) continue;
      changes.closed += 1;
      byKey.set(alert.key, closed);
    }
    for (const alert of byKey.values()) {
      if (alert.state !== "closed" || !isSettled(alert, sentOf(alert, known), now)) continue;
      const current = await alerts.find(workspaceId, alert.key);
      if (current?.state !== "closed" || !current.isListed || !isSettled(current, sentOf(current, known), now))
        continue;
      const unlisted = await alerts.unlist(current, now);
      if (unlisted === undefined) continue;
      changes.unlisted += 1;
      byKey.set(alert.key, unlisted);
    }
    return { changes, alerts: [...byKey.values()].filter(({ isListed }) => isListed) };
  };

  async function open(cause: ObservedCause, reading: AlertReading) {
    const { workspaceId, now } = reading;
    const alert = await alerts.find(workspaceId, cause.key);
    const facts = await confirmCause(workspaceId, cause.ref, reading);
    if (facts === undefined) return undefined;
    const isOpen = alert?.state === "open";
    const { isWanted, channelIds } = wantedChannels(facts, isOpen ? undefined : cause.since, reading);
    if (!isWanted) return undefined;
    const opened = { facts, channelIds };
    if (alert === undefined) return written("opened", await alerts.openNew(workspaceId, cause.key, opened, now));
    if (alert.state === "closed") return written("opened", await alerts.openAgain(alert, opened, now));
    if (!isOpen || isEqual({ ...alert.facts }, { ...facts }, channelIds, alert.channelIds)) return undefined;
    const version = isSentAgain(alert.facts, facts) ? alert.version + 1 : alert.version;
    return written("changed", await alerts.change(alert, opened, version));
  }

  async function close(key: string, reading: AlertReading): Promise<Alert | undefined> {
    const { workspaceId, now } = reading;
    const alert = await alerts.find(workspaceId, key);
    if (alert?.state !== "open") return undefined;
    const facts = await confirmCause(workspaceId, alert.facts, reading);
    if (facts === undefined) return alerts.close(alert, "cause_gone", now);
    const isUnwanted = reading.areRulesWhole && !wantedChannels(facts, undefined, reading).isWanted;
    return isUnwanted ? alerts.close(alert, "no_rule", now) : undefined;
  }
}

const written = (how: keyof AlertChanges, alert: Alert | undefined) => alert && { how, alert };

/** Whether a cause may need a write, by what was listed. */
function differs(observed: ObservedCause, alert: Alert | undefined, reading: AlertReading): boolean {
  const { cause, since, ref, scheduleState } = observed;
  if (alert?.state !== "open")
    return wantedChannels({ cause, environmentId: ref.environmentId }, since, reading).isWanted;
  const { facts, channelIds } = alert;
  return (
    facts.cause !== cause ||
    facts.runId !== ref.runId ||
    facts.scheduleState !== scheduleState ||
    String(wantedChannels(facts, undefined, reading).channelIds) !== String(channelIds)
  );
}

function wantedChannels(
  facts: Pick<AlertFacts, "cause" | "environmentId" | "channelId">,
  since: string | undefined,
  { rules, channels, now }: AlertReading,
) {
  if (facts.cause !== "channel_failing") return channelsOfRules(rules, { ...facts, since }, now);
  return {
    isWanted: true,
    channelIds: facts.channelId === undefined ? [] : channelsForFailing(channels, facts.channelId),
  };
}

/** The channels that were sent something about an alert and still exist: nothing is owed to a removed one. */
const sentOf = ({ sent }: Alert, known: ReadonlySet<string>) => Object.keys(sent).filter((id) => known.has(id));

/** What is sent again when it differs: another reason, not another run that ended for the same one. */
const isSentAgain = (before: AlertFacts, now: AlertFacts): boolean =>
  before.cause !== now.cause ||
  before.reasonCode !== now.reasonCode ||
  before.scheduleState !== now.scheduleState ||
  before.failure !== now.failure;

function isEqual(
  before: Readonly<Record<string, unknown>>,
  now: Readonly<Record<string, unknown>>,
  channelsNow: readonly string[],
  channelsBefore: readonly string[],
): boolean {
  const names = new Set([...Object.keys(before), ...Object.keys(now)]);
  return String(channelsNow) === String(channelsBefore) && [...names].every((name) => before[name] === now[name]);
}
