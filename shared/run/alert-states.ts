/**
 * What a rule may ask for: open issues of ended runs by their outcome, overdue runs, broken promises, failing schedules, and
 * plans that wait for the decision of another person.
 */
export const ruleCauses = [
  "manual_review",
  "blocked",
  "failed",
  "partially_succeeded",
  "overdue",
  "promise_broken",
  "schedule_failing",
  "approval_waiting",
] as const;
export type RuleCause = (typeof ruleCauses)[number];

/** What an alert is about: the cause of a rule, or a channel that does not deliver, which needs no rule. */
export const alertCauses = [...ruleCauses, "channel_failing", "unknown"] as const;
export type AlertCause = (typeof alertCauses)[number];

/** The stored states of an alert. */
export const alertStates = ["open", "closed", "unknown"] as const;
export type AlertState = (typeof alertStates)[number];

/** Lists of alerts: all open ones, of them those that are not snoozed and those that are, and closed ones. */
export const alertListStates = ["open", "active", "snoozed", "closed"] as const;

/** What a channel was sent about an opening of an alert, and whether it is owed more. */
export const deliveryStates = [
  "open_sent",
  "closed_sent",
  "due",
  "update_due",
  "close_due",
  "sending",
  "none",
  "channel_removed",
  "unknown",
] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** How alerts are sent. */
export const channelKinds = ["webhook", "slack", "teams", "email", "unknown"] as const;
export type ChannelKind = (typeof channelKinds)[number];

/** What ends a snooze before its time: nothing, another reason of the same cause, or another failed run. */
export const snoozeEnds = ["time", "change", "next_failure"] as const;
export type SnoozeEnd = (typeof snoozeEnds)[number];

/** What proved that an alert is over. */
export const closeProofs = ["cause_gone", "no_rule", "unknown"] as const;
export type CloseProof = (typeof closeProofs)[number];

/** Languages of the messages of a channel. */
export const channelLocales = ["en", "de"] as const;

/**
 * Whether alerts can be trusted to be all there are: `watching` when a rule exists and was evaluated lately; `late` when no
 * clock has evaluated them for some time, `never` before the first evaluation; `no_rule` when nothing becomes an alert;
 * `unread` when the rules could not be read.
 */
export const alertWatchStates = ["watching", "late", "never", "no_rule", "unread"] as const;
export type AlertWatch = (typeof alertWatchStates)[number];
