/** Texts of waves. `one` and `other` are plural forms. */
export const waves = {
  /** A wave and the operation that it starts. */
  label: "{wave}: {operation}",
  /** Who started the wave of a run. */
  startedBy: "{name} (wave)",
  states: {
    failed: "Failed",
    blocked: "Blocked",
    partially_succeeded: "Partially succeeded",
    not_started: "Not started",
    left_out: "Left out",
    active: "At work",
    waiting: "Waiting",
    succeeded: "Succeeded",
  },
  codes: {
    canary_failed: "A canary target did not succeed.",
    too_many_failures: "The wave stopped after too many failures.",
    aborted: "The wave was stopped by a person.",
    deadline: "The wave reached its time limit of 16 hours.",
    closed: "The platform ended the wave.",
    already_available: "What the operation makes already exists.",
    is_source: "The work reads this environment as its source.",
    approval_refused: "Another person has refused the plan.",
    plan_expired: "The plan or its approval has expired. Make a new dry wave for this environment.",
    plan_in_use: "Another run executes the plan.",
    refused: "The operation cannot start in this environment. Start it there to see the cause.",
    not_entitled: "The person who started the wave no longer has the right to start it here.",
    environment_archived: "The environment is archived.",
    approval_required: "Another person must approve this change in the environment. Start it there by a plan.",
  },
  /** How far a wave is: "412 of 1,000 ended, 3 failed; 25 at work." */
  running: "{ended} of {total} ended, {failed} failed; {active} at work.",
  ended: { one: "{succeeded} of {count} target succeeded.", other: "{succeeded} of {count} targets succeeded." },
  /** Follows the sentence on a wave that has left environments out. */
  leftOut: { one: "{count} environment was left out.", other: "{count} environments were left out." },
  stopped: {
    canary_failed: "Stopped after a canary target did not succeed; {notStarted} not started, {active} at work.",
    too_many_failures: "Stopped by its stop rule: {failed} failed, {notStarted} not started, {active} at work.",
    aborted: "Stopped by a person; {notStarted} not started, {active} at work.",
    deadline: "Stopped at the time limit; {notStarted} not started, {active} at work.",
    closed: "Ended by the platform; {notStarted} not started, {active} at work.",
  },
} as const;
