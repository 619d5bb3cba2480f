import type { WaveTargetState } from "../../../../shared/run/wave.ts";

/** Starting one operation in many environments, and its targets. */
export const waves = {
  wave: {
    scope: "Start in",
    scopes: { one: "One environment", many: "Many environments, as a wave" },
    targets: "Targets",
    selections: {
      all: "All environments",
      chosen: "Chosen environments",
      promise: "Environments that break a promise",
    },
    allMeans: (count: string) => `${count} environments now, without archived ones.`,
    promise: "Promise",
    choosePromise: "Choose a promise",
    noPromise: "No promise yet",
    promiseMeans: "Those that break it at the moment of the start.",
    canary: "Canary targets",
    canaryHelp: "All must succeed before others start.",
    concurrency: "At the same time",
    concurrencyHelp: "Targets at work at once, 1 to 25.",
    failuresMax: "Stop after more failures than",
    failedPercentMax: "Stop above a share of failures (%)",
    stopHelp: "Partial success counts as failure.",
    deadline: "No further target starts 16 hours after the start of the wave.",
    submit: "Start the wave",
    submitDry: "Plan in all targets",
    dryMeans: "This changes nothing. Each target gets a plan, and the page of the wave executes the plans together.",
    tooMany: (max: string) => `A wave has at most ${max} targets. Choose fewer.`,
    state: "State",
    states: {
      failed: "Failed",
      blocked: "Blocked",
      partially_succeeded: "Partially succeeded",
      not_started: "Not started",
      left_out: "Left out",
      active: "At work",
      waiting: "Waiting",
      succeeded: "Succeeded",
    } satisfies Record<WaveTargetState, string>,
    reason: "Cause",
    run: "Run",
    open: (environment: string) => `Open the run in ${environment}`,
    openRun: "Open",
    joined: "Started by other work",
    every: "All",
    counted: (label: string, count: string) => `${label} (${count})`,
    none: (time: string) => `No target is in this state. Checked at ${time}.`,
    stopRule: "Stop rule",
    stopRuleIs: (failures: string, percent: string) => `More than ${failures} failures, or more than ${percent} %`,
    stopped: "Stopped",
    stoppedBy: (who: string) => `by ${who}`,
    again: "Run again",
    againTitle: "Run the wave again",
    againMeans:
      "A further wave with the same input and rules starts in these targets. Targets whose problem is resolved since, and archived ones, are left out.",
    plan: {
      title: "Plan of all targets",
      means: "Nothing has changed yet. A further wave executes exactly the plans that can be executed now.",
      targets: "Targets that change",
      creates: "Created",
      updates: "Changed",
      deletes: "Deleted",
      keeps: "Left as they are",
      leftOut: (count: string, all: string) =>
        count === all
          ? "None of the plans can be executed now."
          : `${count} of ${all} plans cannot be executed now and are left out.`,
      leftOutTitle: "Left out",
      open: (environment: string) => `Open the plan for ${environment}`,
      openPlan: "Open the plan",
      expires: "Execute before",
      none: "Nothing is left to execute: no plan changes anything, or all have been executed.",
      execute: "Execute the plans",
      executeIn: (count: string) => (count === "1" ? "Execute in 1 target" : `Execute in ${count} targets`),
      consequence: (count: string) =>
        `This changes ${count === "1" ? "1 environment" : `${count} environments`} as planned. A target that has changed since its plan is left as it is.`,
      without: (count: string) =>
        count === "1"
          ? "1 environment is left out. Its plan can be executed by a further wave once its cause is removed."
          : `${count} environments are left out. Their plans can be executed by a further wave once the causes are removed.`,
    },
    againIn: "Targets that are",
  },
};
