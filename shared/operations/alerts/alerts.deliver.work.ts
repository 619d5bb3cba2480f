import type { Alert, Notice } from "../../run/alert.ts";
import { needsMark, owedMessage } from "../../run/owed-messages.ts";
import type { Work, WorkResult } from "../define-operation.ts";
import type { DeliverInput } from "./alerts.deliver.input.ts";
import { type AlertChannelHealth, failedHealth, succeededHealth } from "./channel-health.ts";

/** A message and the alert that it is about, as it was stored when it was marked. */
export interface OwedAlert {
  readonly alert: Alert;
  readonly message: Notice;
}

/** Why a message was not accepted. */
export interface DeliveryFailure {
  readonly reasonCode:
    | "alert.target_not_allowed"
    | "alert.target_refused"
    | "alert.target_gone"
    | "alert.target_throttled"
    | "alert.target_unreachable"
    | "alert.secret_unusable"
    | "alert.mail_refused"
    | "alert.mail_not_set_up";
  readonly message: string;
  readonly retryAfterSeconds?: number;
}

interface DeliveryChannel {
  readonly id: string;
  readonly rev: number;
  readonly kind: string;
}

interface HandleDependencies {
  readonly alertChannels: {
    find(workspaceId: string, id: string): Promise<DeliveryChannel | undefined>;
    findHealth(workspaceId: string, id: string): Promise<AlertChannelHealth | undefined>;
    recordHealth(
      workspaceId: string,
      id: string,
      before: AlertChannelHealth | undefined,
      next: AlertChannelHealth,
    ): Promise<boolean>;
  };
  readonly alerts: {
    findListed(workspaceId: string): Promise<{ readonly alerts: readonly Alert[] }>;
    find(workspaceId: string, key: string): Promise<Alert | undefined>;
    markOpening(alert: Alert, channelId: string): Promise<Alert | undefined>;
    recordSent(alert: Alert, channelId: string, sent: Notice): Promise<Alert | undefined>;
  };
  readonly sendAlerts: {
    /** Sends these messages at once; undefined when they were accepted. Throws when the platform fails. */
    send(
      workspaceId: string,
      channelId: string,
      messages: readonly OwedAlert[],
      signal: AbortSignal,
    ): Promise<DeliveryFailure | undefined>;
    /** The same for the test message that this run was started for. */
    sendTest(
      workspaceId: string,
      channelId: string,
      runId: string,
      signal: AbortSignal,
    ): Promise<DeliveryFailure | undefined>;
  };
  readonly clock: { now(): Date };
}

/** Nothing is owed to a removed channel. */
const nothingOwed: WorkResult = { kind: "ended", outcome: "succeeded" };
/** A person who asked for a test must not read that it was sent. */
const testNotSent: WorkResult = {
  ...{ kind: "ended", outcome: "blocked", reasonCode: "alert.channel_removed" },
  failures: [{ code: "alert.channel_removed", message: "The channel was removed before its test was sent." }],
};

/** A message ends within ten seconds; the rest is for its writes. */
const sendMillis = 15_000;
/** Messages at once: one for a webhook, a list for people. */
const batchOf = (kind: string) => (kind === "webhook" ? 1 : 20);
/** Messages of one run. The next one sends the rest. */
const messagesMax = 200;
/** Rejected messages of one run, after which the target is not asked again: it rejects all of them. */
const rejectionsMax = 3;

/**
 * Sends the test message that was asked for, then what is owed until nothing is. Each message is preceded by proof that
 * this attempt owns the run, and its result is stored from what was stored before: a channel may get a message twice
 * after a crash, and never an older one after it.
 */
export async function handle(work: Work<DeliverInput>, needs: HandleDependencies): Promise<WorkResult> {
  const { channelId } = work.input;
  const { workspaceId } = work.scope;
  const channel = await needs.alertChannels.find(workspaceId, channelId);
  if (channel === undefined) return work.input.isTest === undefined ? nothingOwed : testNotSent;
  const before = await needs.alertChannels.findHealth(workspaceId, channelId);
  let isTestSent = work.run.checkpoint?.isTestSent === true;
  const end = (await sendTest()) ?? (await sendOwed());
  if (end === "later") return { kind: "handed_over", checkpoint: isTestSent ? { isTestSent } : {} };
  const tried = { by: { runId: work.run.id, attempt: work.run.attempt }, rev: channel.rev };
  const now = needs.clock.now();
  const health = end === undefined ? succeededHealth(tried, now) : failedHealth(tried, now, before, end);
  await work.confirm({ phase: "changing_record" });
  await needs.alertChannels.recordHealth(workspaceId, channelId, before, health);
  if (end === undefined) return { kind: "ended", outcome: "succeeded" };
  const { reasonCode, message } = end;
  return { kind: "ended", outcome: "failed", reasonCode, failures: [{ code: reasonCode, message }] };

  async function sendTest(): Promise<DeliveryFailure | undefined | "later"> {
    if (work.input.isTest === undefined || isTestSent) return undefined;
    if (work.timeLeftMillis() < sendMillis) return "later";
    await work.confirm({ phase: "sending_messages" });
    const failure = await needs.sendAlerts.sendTest(workspaceId, channelId, work.run.id, work.signal);
    isTestSent = failure === undefined;
    return failure;
  }

  /** A message that the target rejects holds back no other: the next ones are tried, up to a number of rejections. */
  async function sendOwed(): Promise<DeliveryFailure | undefined | "later"> {
    let sent = 0;
    const rejected = new Set<string>();
    let rejection: DeliveryFailure | undefined;
    let rejections = 0;
    for (;;) {
      const { alerts } = await needs.alerts.findListed(workspaceId);
      const owing = alerts.filter(
        (alert) => !rejected.has(alert.key) && owedMessage(alert, channelId, needs.clock.now()) !== undefined,
      );
      let accepted = 0;
      for (let from = 0; from < owing.length; from += batchOf(channel?.kind ?? "")) {
        if (work.timeLeftMillis() < sendMillis) return "later";
        await work.confirm({ phase: "sending_messages" });
        const batch = await markAll(owing.slice(from, from + batchOf(channel?.kind ?? "")));
        if (batch.length === 0) continue;
        const failure = await needs.sendAlerts.send(workspaceId, channelId, batch, work.signal);
        if (failure !== undefined) {
          rejections += 1;
          if (failure.reasonCode !== "alert.target_refused" || rejections === rejectionsMax) return failure;
          rejection = failure;
          for (const { alert } of batch) rejected.add(alert.key);
          continue;
        }
        for (const { alert, message } of batch) await needs.alerts.recordSent(alert, channelId, message);
        accepted += batch.length;
      }
      sent += accepted;
      // Asked once more after each round: what changed meanwhile is owed as well.
      if (accepted === 0 || sent >= messagesMax) return rejection;
    }
  }

  /** What is owed now about these alerts. One that changes while it is marked is left to the next round. */
  async function markAll(alerts: readonly Alert[]): Promise<OwedAlert[]> {
    const marked: OwedAlert[] = [];
    for (const { key } of alerts) {
      const alert = await needs.alerts.find(workspaceId, key);
      const message = alert && owedMessage(alert, channelId, needs.clock.now());
      if (alert === undefined || message === undefined) continue;
      const ready = needsMark(alert, channelId, message) ? await needs.alerts.markOpening(alert, channelId) : alert;
      if (ready !== undefined) marked.push({ alert: ready, message });
    }
    return marked;
  }
}
