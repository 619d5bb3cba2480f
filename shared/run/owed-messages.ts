import type { Alert, Notice, SentNotice } from "./alert.ts";
import type { DeliveryState } from "./alert-states.ts";

/** Whether an open alert is silent now. A snooze is valid for the opening it was set for, and always ends. */
export function isSnoozed({ state, seq, version, facts, snooze }: Alert, now: Date): boolean {
  if (state !== "open" || snooze === undefined || snooze.seq !== seq) return false;
  if (Date.parse(snooze.until) <= now.getTime()) return false;
  if (snooze.ends === "change") return version <= snooze.version;
  return snooze.ends !== "next_failure" || facts.runId === snooze.runId;
}

const isOpenSent = (sent: SentNotice | undefined): sent is SentNotice =>
  sent?.state === "open" || sent?.state === "opening";

/** Whether only a newer release knows what was sent about this opening. It knows what is owed, too. */
const isUnknownSent = (sent: SentNotice | undefined, seq: number): boolean =>
  sent !== undefined && sent.seq >= seq && sent.state !== "closed" && !isOpenSent(sent);

/**
 * The message that a channel is to be sent next about an alert; undefined when it knows all. The one rule for starting
 * deliveries and for making them. A close is owed for the opening that was sent, whatever happened since; after a
 * crash during the first message of an opening, that message comes first.
 */
export function owedMessage(alert: Alert, channelId: string, now: Date): Notice | undefined {
  const sent = alert.sent[channelId];
  const { state, seq, version } = alert;
  if (state === "open") {
    if (!alert.channelIds.includes(channelId) || isSnoozed(alert, now) || isUnknownSent(sent, seq)) return undefined;
    const isSent = sent?.state === "open" && sent.seq === seq && sent.version === version;
    return isSent ? undefined : { seq, version, state: "open" };
  }
  if (state !== "closed" || !isOpenSent(sent)) return undefined;
  return { seq: sent.seq, version: sent.version, state: sent.state === "opening" ? "open" : "closed" };
}

/** Whether the opening must be marked before this message is sent. */
export function needsMark(alert: Alert, channelId: string, message: Notice): boolean {
  const sent = alert.sent[channelId];
  return message.state === "open" && !(isOpenSent(sent) && sent.seq === message.seq);
}

/** Whether none of these channels is owed a message about an alert, as far as this release knows. */
export const isSettled = (alert: Alert, channelIds: readonly string[], now: Date): boolean =>
  channelIds.every((id) => owedMessage(alert, id, now) === undefined && !isUnknownSent(alert.sent[id], alert.seq));

/** What a channel was sent about the newest opening of an alert, and whether it is owed more. */
export function deliveryStateOf(alert: Alert, channelId: string, now: Date): DeliveryState {
  const stored = alert.sent[channelId];
  const sent = stored?.seq === alert.seq ? stored : undefined;
  const owed = owedMessage(alert, channelId, now);
  if (isUnknownSent(sent, alert.seq)) return "unknown";
  if (sent?.state === "opening") return "sending";
  if (owed === undefined) return sent === undefined ? "none" : sent.state === "closed" ? "closed_sent" : "open_sent";
  if (owed.state === "closed") return "close_due";
  return sent === undefined ? "due" : "update_due";
}
