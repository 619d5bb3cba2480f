/** Schedules: their rules, their states, and what became of their slots. */
export const schedules = {
  states: {
    paused_by_failures: {
      label: "Paused after failures",
      text: "Its runs failed in a row, so it paused. Fix the cause, then resume it.",
    },
    overdue: {
      label: "Overdue",
      text: "A slot is past its start window and is not accounted for. Check the scheduler.",
    },
    missed: {
      one: "{count} slot was missed: the scheduler did not run in its start window.",
      other: "{count} slots were missed: the scheduler did not run in their start window.",
      label: "Missed",
    },
    refused: { label: "Not started" },
    skipped: { label: "Skipped" },
    late: { label: "Late", text: "Its last run started more than two minutes after its time." },
    paused: { label: "Paused", text: "{by} paused it. Its slots are skipped until it is resumed." },
    stopped: { label: "Stopped", text: "The environment is archived, so nothing starts in it." },
    ended: { label: "Ended", text: "Its rule has no more slots." },
    waiting: { label: "Waiting", text: "Its first slot is still to come." },
    on_time: { label: "On time", text: "Its last slot started on time." },
  },
  headline: {
    failing: { one: "{count} schedule needs attention.", other: "{count} schedules need attention." },
    failingAtLeast: {
      one: "At least {count} schedule needs attention.",
      other: "At least {count} schedules need attention.",
    },
  },
  unread: "Not all schedules were read.",
  cause: {
    label: "Schedule not on time",
    guidance: "Open the schedule: its state names the cause. A missed slot stays open until a later one runs.",
  },
  verdicts: {
    ran: "Ran",
    late: "Late",
    skipped: "Skipped",
    missed: "Missed",
    starting: "Starting",
    unknown: "Unknown",
  },
  reasons: {
    paused: "The schedule was paused.",
    busy: "Another run of the same work was still active.",
    owner_not_entitled: "Its owner may no longer start this work. Edit or resume it to become its owner.",
    environment_archived: "The environment was archived.",
    refused: "The stored input is no longer valid. Edit the schedule and choose its input again.",
    already_available: "The result existed already.",
    selection_empty: "No environment was in its selection.",
    unknown: "A newer version recorded the reason.",
    missed: "The scheduler did not run in its start window.",
  },
  targets: {
    all: "All environments",
    brokenPromise: "Environments with the broken promise",
    listed: { one: "{count} environment", other: "{count} environments" },
  },
  rules: {
    daily: "Daily at {time}",
    weekly: "{days} at {time}",
    monthly: "On day {day} of each month at {time}",
    cron: "Cron {cron}",
    inZone: "{rule}, {zone}",
    every: "Every {time}",
    everyHour: "Every hour",
    everyDay: "Every 24 hours",
  },
  notes: {
    moved_forward: "{wall} does not exist on this day: the clock goes forward. The slot moves to {local}.",
    first_of_two: "{local} occurs twice on this day: the clock goes back. The first one counts.",
    second_of_two: "{local} occurs again: the clock went back. Each hour that passes has its slot.",
  },
} as const;
