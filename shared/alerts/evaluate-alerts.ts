import type { ListedChannel } from "../records/alert-channels.ts";
import type { AlertRule } from "../records/alert-rules.ts";
import type { Alerts } from "../records/alerts.ts";
import type { Alert, AlertFacts } from "../run/alert.ts";
import { isSettled } from "../run/owed-messages.ts";
import type { AlertChanges } from "./alert-changes.ts";
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

export interface AlertEvaluation {
  readonly changes: Readonly<AlertChanges>;
  /** The listed alerts as they are after the evaluation. */
  readonly alerts: readonly Alert[];
  /** The remaining differences are left to the next evaluation. */
  readonly isCutShort: boolean;
}

interface Dependencies {
  readonly alerts: Pick<Alerts, "find" | "openNew" | "openAgain" | "change" | "close" | "unlist">;
  readonly confirmCause: ConfirmCause;
}

/** Differences confirmed and written at once: thousands of promises may break in the same minute. */
const atOnce = 10;

/**
 * Compares what needs attention with the alerts that say so, and writes the differences. Any number of evaluations may run
 * at once, on readings of any age: each difference is confirmed by reading the alert and then its cause, and written only
 * if the alert is still as it was read. So an opening has one opener, and a close has seen everything the alert says.
 */
export function createEvaluateAlerts({ alerts, confirmCause }: Dependencies) {
  return async function evaluate(reading: AlertReading, mayGoOn: () => boolean): Promise<AlertEvaluation> {
    const { workspaceId, observed, listed, now } = reading;
    const changes: AlertChanges = { opened: 0, changed: 0, closed: 0, unlisted: 0 };
    const byKey = new Map(listed.map((alert) => [alert.key, alert]));
    const seen = new Set<string>();
    const known = new Set(reading.channels.map(({ channel }) => channel.id));

    const note = (done: Written | undefined) => {
      if (done === undefined) return;
      changes[done.how] += 1;
      byKey.set(done.alert.key, done.alert);
    };
    const isOver = ({ key, state, facts }: Alert) =>
      state === "open" && (!seen.has(key) || !wantedChannels(facts, undefined, reading).isWanted);
    const owesNothing = (alert: Alert) => alert.state === "closed" && isSettled(alert, sentOf(alert, known), now);

    for (const { key } of observed) seen.add(key);
    const differing = observed.filter((cause) => differs(cause, byKey.get(cause.key), reading));
    // What is over comes first: however much is new, no alert stays open for it.
    const isWhole =
      (await each(listed.filter(isOver), mayGoOn, async ({ key }) => note(await close(key, reading)))) &&
      (await each(differing, mayGoOn, async (cause) => note(await open(cause, reading)))) &&
      (await each([...byKey.values()].filter(owesNothing), mayGoOn, async ({ key }) => {
        const current = await alerts.find(workspaceId, key);
        if (current?.isListed !== true || !owesNothing(current)) return;
        note(written("unlisted", await alerts.unlist(current, now)));
      }));
    return { changes, alerts: [...byKey.values()].filter(({ isListed }) => isListed), isCutShort: !isWhole };
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

  async function close(key: string, reading: AlertReading): Promise<Written | undefined> {
    const { workspaceId, now } = reading;
    const alert = await alerts.find(workspaceId, key);
    if (alert?.state !== "open") return undefined;
    const facts = await confirmCause(workspaceId, alert.facts, reading);
    if (facts === undefined) return written("closed", await alerts.close(alert, "cause_gone", now));
    const isUnwanted = reading.areRulesWhole && !wantedChannels(facts, undefined, reading).isWanted;
    return isUnwanted ? written("closed", await alerts.close(alert, "no_rule", now)) : undefined;
  }
}

interface Written {
  readonly how: keyof AlertChanges;
  readonly alert: Alert;
}
const written = (how: keyof AlertChanges, alert: Alert | undefined): Written | undefined => alert && { how, alert };

/** Acts on each, some at once. False when there was no time for the rest. */
async function each<Item>(items: readonly Item[], mayGoOn: () => boolean, act: (item: Item) => Promise<void>) {
  for (let from = 0; from < items.length; from += atOnce) {
    if (!mayGoOn()) return false;
    await Promise.all(items.slice(from, from + atOnce).map(act));
  }
  return true;
}

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
