import type { ScheduleAnswer } from "../../../../shared/contract/schedules.ts";

type Counts = ScheduleAnswer["counts"];

/** Schedules, their rules and what became of their slots. */
export const schedules = {
  schedule: {
    all: "Schedules",
    one: "Schedule",
    create: "New schedule",
    edit: "Edit",
    name: "Name",
    rule: "Rule",
    next: "Next slot",
    slot: "Slot",
    slots: "Slots",
    owner: "Owner",
    result: "Result",
    startedAt: "Started",
    openRun: "Open the run",
    changed: "Changed",
    paused: "Paused",
    accountedUntil: "Accounted up to",
    ledger: "Newest slots",
    upcoming: "Next slots",
    noUpcoming: "No further slots.",
    noEntries: "No slot was due yet.",
    noPreview: "Complete the rule to see its next slots.",
    everySlot: "Every result",
    anyState: "Every state",
    needAttention: "Needs attention",
    none: "No schedules yet. Work starts only when a person starts it.",
    noMatch: "No schedule matches this filter.",
    total: (total: number) =>
      total === 1 ? "1 schedule, none needs attention." : `${total} schedules, none needs attention.`,
    attention: (some: number, total: number) =>
      `${some} of ${total} schedules ${some === 1 ? "needs" : "need"} attention.`,
    unreadable: (count: number) =>
      count === 1
        ? "1 schedule was written by a newer version and is not listed."
        : `${count} schedules were written by a newer version and are not listed.`,
    counts: ({ ran, late, skipped, missed }: Counts) =>
      `${ran} ran, ${late} late, ${skipped} skipped, ${missed} missed`,
    span: (from: string, to: string, count: number) => `${from} to ${to}, ${count} slots`,
    verdicts: { ran: "Ran", late: "Late", skipped: "Skipped", missed: "Missed" },
    kinds: {
      daily: "Every day",
      weekly: "On days of the week",
      monthly: "Once a month",
      every: "At an interval",
      cron: "Cron expression",
    },
    time: "Time",
    days: "Days",
    chooseDays: "Choose days",
    dayOfMonth: "Day of the month",
    every: "Every",
    cron: "Cron expression",
    cronHelp: "Five fields: minute, hour, day of the month, month, day of the week.",
    timezone: "Time zone",
    findZone: "Find a time zone",
    several: "Several environments",
    listed: "Listed environments",
    brokenPromise: (promise: string) => `Environments where “${promise}” is broken`,
    startRules: "Late and failed starts",
    window: "Start window",
    windowMinutes: "Start window in minutes",
    windowHelp: "A slot that cannot start within this time is skipped or missed.",
    automatic: "Half of the interval, at most an hour",
    delay: "Delay",
    overlap: "Same work still running",
    overlaps: { wait: "Wait within the window", skip: "Skip the slot" },
    catchUp: "After an outage",
    catchUps: {
      none: "Start none of the missed slots",
      last: "Start the newest missed slot",
      all: "Start up to ten missed slots of a day",
    },
    pauseAfter: "Pause after failures in a row",
    pauseAfterHelp: "Empty: never.",
    never: "Never",
    failures: (count: number) => (count === 1 ? "1 failure" : `${count} failures`),
    noteMeans: "Stored with the schedule and in the audit trail.",
    actions: {
      run: { label: "Run now", consequence: "Starts the work now. It fills no slot." },
      pause: { label: "Pause", consequence: "Its slots are skipped until a person resumes it." },
      resume: {
        label: "Resume",
        consequence: "Work starts again from the next slot, on your behalf. You become its owner.",
      },
      remove: {
        label: "Remove",
        consequence: "No work starts from it any more. Its runs stay, and its ledger for 400 days.",
      },
    },
  },
};
