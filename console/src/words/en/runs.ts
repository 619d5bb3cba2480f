import type * as z from "zod";
import type { actionResults, triageResults } from "../../../../shared/contract/actions.ts";
import type { reconcileAnswer } from "../../../../shared/contract/runs.ts";

type ReconcileResult = z.infer<typeof reconcileAnswer>["result"];

const atLeast = (value: number, capped: boolean) => (capped ? `at least ${value}` : String(value));

/** One run, starting one, and the platform's view. */
export const runs = {
  run: {
    state: "State",
    operation: "Operation",
    environment: "Environment",
    startedBy: "Started by",
    created: "Created",
    waitedRan: "Waited / ran",
    freshness: "Freshness",
    reason: "Reason",
    notBegun: "Has not begun",
    why: "Why",
    timeline: "Timeline",
    diagnostics: "Diagnostics",
    rawContext: "Raw context",
    id: "Id",
    type: "Type",
    verdict: "Verdict by",
    laterRun: "Open the later run",
    followUp: "Follow-up",
    duration: "Duration",
    waitsFor: "Waits for",
    acknowledged: "Acknowledged",
    result: "Result",
    failures: "What went wrong",
    attempt: (number: number) => `attempt ${number}`,
    after: "after",
    reconcileResults: {
      reconciled: "There was proof. The run has ended.",
      no_proof: "There is no proof yet. Nothing was changed.",
      still_running: "It is still being worked on. Nothing was changed.",
      already_terminal: "It had ended already. Nothing was changed.",
      unsupported: "There is no way to prove a run of this type.",
    } satisfies Record<ReconcileResult, string> as Record<ReconcileResult, string>,
    actionResults: {
      acknowledged: "Acknowledged.",
      cancelled: "Cancelled. The run has ended.",
      cancel_requested: "Asked to stop. The run ends at its next step.",
      queued: "Queued:",
      already_running: "Already running:",
    } satisfies Record<(typeof actionResults)[number], string>,
  },
  explanation: { facts: "Facts", rule: "Rule", verdict: "Verdict", wouldChange: "What would change it" },
  start: {
    open: "Start an operation",
    title: "Start an operation",
    type: "Operation",
    chooseType: "Choose an operation",
    choosePlace: "Choose an environment",
    nothing: "There is nothing that you may start.",
    noInput: "It takes no input.",
    optional: "optional",
    onePerLine: "One per line",
    submit: "Start",
    openIt: "Open it",
    results: {
      queued: "Queued:",
      already_running: "Already running:",
      replayed: "Already started:",
      already_available: "Already available:",
    },
  },
  notifications: {
    title: "Notifications",
    unread: (count: number, capped: boolean) => `${atLeast(count, capped)} unread`,
    markRead: "Mark as read",
    none: (time: string) => `No run that you started has ended yet. Checked at ${time}.`,
  },
  system: {
    title: "Operations of the platform",
    text: "Runs of all workspaces: how they stand, and nothing of what they hold.",
    views: { runs: "All runs", failures: "Failures", stuck: "Stuck" },
    none: (time: string) => `No run in this list. Checked at ${time}.`,
    investigated: (by: string) => `Investigated by ${by}`,
    attempts: "Attempts",
    queue: "Queue",
    reasonCode: "Reason code",
    results: {
      retried: "Sent again.",
      already_running: "The same work is already running.",
      cancelled: "Cancelled. The run has ended.",
      cancel_requested: "Asked to stop. The run ends at its next step.",
      marked: "Marked as investigated.",
    } satisfies Record<(typeof triageResults)[number], string>,
  },
};
