import type { CauseWindow } from "../../../../shared/run/cause-windows.ts";
import type { RepeatVerdictKind } from "../../../../shared/run/repeat-verdicts.ts";

/** Failures by cause, and the decision to run them again. */
export const groups = {
  group: {
    window: "Period",
    windows: { "24h": "24 hours", "7d": "7 days", "30d": "30 days" } satisfies Record<CauseWindow, string>,
    ever: "All open",
    again: "Run again…",
    title: (cause: string) => `Run again: ${cause}`,
    means:
      "Each failure was checked against what is stored now. Nothing has been started yet. Each run is checked again when its turn comes.",
    list: "Runs of this cause",
    verdict: "Verdict",
    why: "Why",
    verdicts: {
      needed: "Run again",
      already_true: "Already done",
      needs_person: "Needs a decision",
    } satisfies Record<RepeatVerdictKind, string>,
    counted: (label: string, count: string) => `${label} (${count})`,
    first: (shown: string, all: string) => `The first ${shown} of ${all} are listed.`,
    capped: "The cause has more runs than one decision takes. Decide about the rest afterwards.",
    nothing: "No run in this group.",
    gone: "Nothing of this cause is open any more.",
    proof: "Open the proof",
    submit: (count: string) => `Run again (${count})`,
  },
};
