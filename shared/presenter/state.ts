import type { RunTruth } from "../derived/run-truth.ts";
import { isCancelled } from "../run/cancelled.ts";
import type { Run } from "../run/run.ts";
import { isFromNewerRelease, type RunOutcome, type RunStatus } from "../run/status.ts";
import type { Tone } from "../run/verdicts.ts";
import { type Locale, wordsOf } from "./locale.ts";
import type { Words } from "./locales/en.ts";

type State = keyof Words["states"];
type Facts = Pick<Run, "status" | "outcome" | "context" | "cancelRequested" | "endedBy">;
type Truth = Pick<RunTruth, "freshness" | "actionability">;

const toneOfState: Record<State, Tone> = {
  queued: "info",
  running: "info",
  stale: "warning",
  stopping: "info",
  succeeded: "success",
  preview: "success",
  partially_succeeded: "warning",
  blocked: "warning",
  // A person decided so; only work that may not have stopped is an open issue.
  cancelled: "warning",
  failed: "danger",
  unknown: "danger",
  newer_version: "danger",
};
const stateOfStatus: Record<Exclude<RunStatus, "completed">, State> = {
  queued: "queued",
  running: "running",
  unknown: "newer_version",
};
const stateOfOutcome: Record<RunOutcome, State> = {
  pending: "unknown",
  succeeded: "succeeded",
  partially_succeeded: "partially_succeeded",
  blocked: "blocked",
  failed: "failed",
  unknown: "newer_version",
};

/**
 * The single badge of a run. A failure stays a failure, but its badge is neutral once no action is needed: danger and
 * warning always require action (spec 156, 367).
 */
export function stateOf(run: Facts, truth: Truth, locale: Locale): { readonly label: string; readonly tone: Tone } {
  const state = stateKeyOf(run, truth);
  const isHistory = run.status === "completed" && run.outcome !== "succeeded" && !truth.actionability.isCurrentFollowUp;
  return { label: wordsOf(locale).states[state], tone: isHistory ? "neutral" : toneOfState[state] };
}

/** The badge tone of an open run, for counts that do not load the run. */
export const toneOfOpen = ({ isActive, outcome }: { readonly isActive: boolean; readonly outcome: RunOutcome }): Tone =>
  toneOfState[isActive ? "stale" : stateOfOutcome[outcome]];

/** The key of that badge. */
export function stateKeyOf(run: Facts, { freshness }: Truth): State {
  if (isFromNewerRelease(run)) return "newer_version";
  if (run.status !== "completed") {
    if (freshness === "likely_stale") return "stale";
    return run.cancelRequested === undefined ? stateOfStatus[run.status] : "stopping";
  }
  if (run.outcome === "failed" && isCancelled(run)) return "cancelled";
  return run.outcome === "succeeded" && run.context.mode === "preview" ? "preview" : stateOfOutcome[run.outcome];
}
