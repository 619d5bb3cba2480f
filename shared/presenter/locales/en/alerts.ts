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
    approval_waiting: "Plan for {operation} waits for approval in {place}",
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
    approval_waiting: "Approval waiting",
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
  /** Of a message about several alerts. */
  andOthers: "{title} (and {count} more)",
  test: {
    title: 'Test message for channel "{name}"',
    text: 'Alerts of workspace "{workspace}" are sent here. No action is needed.',
  },
  reference: "Reference: {reference}.",
  open: "Open in Runtruth",
  unread: "Not all alerts were read.",
  /** Whether anything becomes an alert. `{since}` is an instant in UTC. */
  watch: {
    watching: "Evaluated each minute.",
    late: "Not evaluated since {since} UTC: alerts neither open nor close.",
    never: "Not evaluated yet.",
    no_rule: "No rule watches: nothing becomes an alert.",
    unread: "Not all rules were read.",
  },
  unreadSettings: "Not all rules and channels were read.",
  headline: {
    closed: "Closed alerts of the last 90 days.",
    none: "No alert is open.",
    open: { one: "{count} alert is open.", other: "{count} alerts are open." },
    openAtLeast: { one: "At least {count} alert is open.", other: "At least {count} alerts are open." },
    snoozed: { one: "{count} alert is snoozed.", other: "{count} alerts are snoozed." },
    unread: "Not all alerts were read.",
  },
  /** What a channel was sent about an alert. */
  deliveries: {
    open_sent: { label: "Notified", text: "The message that the alert is open was accepted." },
    closed_sent: { label: "Notified", text: "The message that the alert is resolved was accepted." },
    due: { label: "Not sent yet", text: "The message that the alert is open is still to be sent." },
    update_due: { label: "Update not sent yet", text: "The message about the latest change is still to be sent." },
    close_due: { label: "Not sent yet", text: "The message that the alert is resolved is still to be sent." },
    sending: { label: "Sending", text: "The first message was started. Its result is not stored yet." },
    none: { label: "Nothing sent", text: "No message about this opening was due." },
    channel_removed: { label: "Channel removed", text: "Nothing more is sent to it." },
    unknown: {
      label: "Unknown",
      text: "A newer version recorded what was sent. Only that version sends more about it.",
    },
  },
  channel: {
    states: { danger: "Failing", warning: "Failed", success: "Delivers", neutral: "Not used yet" },
    never: "No message was sent yet.",
    delivers: "The last message was accepted.",
    failed: { one: "The last delivery failed.", other: "The last {count} deliveries failed." },
    failing: "The channel does not deliver. {reason}",
  },
} as const;
