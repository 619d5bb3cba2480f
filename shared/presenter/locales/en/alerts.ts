/** Texts of alerts, in lists and in messages. */
export const alerts = {
  /** By cause. */
  titles: {
    manual_review: "{operation} requires manual review in {place}",
    blocked: "{operation} is blocked in {place}",
    failed: "{operation} failed in {place}",
    partially_succeeded: "{operation} succeeded only in part in {place}",
    overdue: "{operation} is overdue in {place}",
    promise_broken: 'Promise "{name}" is broken in {place}',
    schedule_failing: 'Schedule "{name}" does not run in {place}',
    channel_failing: 'Channel "{name}" does not deliver alerts',
    unknown: "A newer version opened this alert in {place}",
  },
  /** Before a title, in messages. */
  states: { open: "Open", closed: "Resolved", snoozed: "Snoozed", unknown: "Newer version" },
  causes: {
    manual_review: "Manual review",
    blocked: "Blocked",
    failed: "Failed",
    partially_succeeded: "Partially succeeded",
    overdue: "Overdue",
    promise_broken: "Promise broken",
    schedule_failing: "Schedule not running",
    channel_failing: "Channel not delivering",
    unknown: "Newer version",
  },
  workspace: "the workspace",
  /** `{since}` is an instant in UTC. */
  since: "Since {since} UTC.",
  resolved: {
    cause_gone: "Resolved: the cause is gone.",
    no_rule: "Closed: no rule asks for it any more.",
    unknown: "Closed by a newer version.",
  },
  reference: "Reference: {reference}.",
  open: "Open in Runtruth",
  unread: "Not all alerts were read.",
  unreadSettings: "Not all rules and channels were read.",
  headline: {
    closed: "Closed alerts of the last 90 days.",
    none: "No alert is open.",
    open: { one: "{count} alert is open.", other: "{count} alerts are open." },
    openAtLeast: { one: "At least {count} alert is open.", other: "At least {count} alerts are open." },
    snoozed: { one: "{count} alert is snoozed.", other: "{count} alerts are snoozed." },
    unread: "Not all alerts were read.",
  },
  channel: {
    states: { danger: "Failing", warning: "Failed", success: "Delivers", neutral: "Not used yet" },
    never: "No message was sent yet.",
    delivers: "The last message was accepted.",
    failed: { one: "The last delivery failed.", other: "The last {count} deliveries failed." },
    failing: "The channel does not deliver. {reason}",
  },
} as const;
