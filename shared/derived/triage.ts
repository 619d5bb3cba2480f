import type { Run } from "../run/run.ts";
import { isProblem } from "../run/status.ts";
import type { TriageAction } from "../run/verdicts.ts";
import { type ActionPolicy, isCancellable, mayRepeat } from "./actions.ts";
import type { RunTruth } from "./run-truth.ts";

interface Situation {
  readonly run: Pick<Run, "status" | "outcome" | "cancelRequested">;
  readonly truth: Pick<RunTruth, "freshness" | "canRepeat">;
  readonly operation: ActionPolicy | undefined;
  /** The run's environment is archived: no work starts there. */
  readonly isArchived: boolean;
}

const isOffered: Record<TriageAction, (situation: Situation) => boolean> = {
  // The platform plane may retry exactly what the workspace itself may repeat.
  retry: ({ run, truth, operation, isArchived }) =>
    !isArchived &&
    run.outcome === "failed" &&
    truth.canRepeat &&
    operation !== undefined &&
    mayRepeat(operation, () => true),
  cancel: ({ run }) => isCancellable(run),
  mark_investigated: ({ run, truth }) => isProblem(run.outcome) || truth.freshness === "likely_stale",
};

/**
 * Actions of the platform plane on a run (spec 114, 170): retry low-risk failed work, cancel active work, mark as
 * investigated. No action forces a success, and every action is checked again when executed.
 */
export function deriveTriage(situation: Situation): readonly TriageAction[] {
  const all: readonly TriageAction[] = ["retry", "cancel", "mark_investigated"];
  return all.filter((action) => isOffered[action](situation));
}
