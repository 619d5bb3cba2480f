import type { Run } from "../run/run.ts";
import { isProblem } from "../run/status.ts";
import type { TriageAction } from "../run/verdicts.ts";
import { type ActionPolicy, isCancellable, mayRepeat } from "./actions.ts";
import type { RunTruth } from "./run-truth.ts";

interface Situation {
  readonly run: Pick<Run, "status" | "outcome" | "cancelRequested">;
  readonly truth: Pick<RunTruth, "freshness" | "canRepeat">;
  readonly operation: ActionPolicy | undefined;
  /** Nothing is started in the run's environment. */
  readonly isArchived: boolean;
}

const isOffered: Record<TriageAction, (situation: Situation) => boolean> = {
  // What may be repeated is what a workspace may repeat itself; the platform plane has no rights over it but this.
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
 * What the platform plane may do with a run (spec 114, 170): repeat harmless work that failed, stop what is active,
 * remark that somebody has looked. Nothing forces a success; whoever carries one out asks again.
 */
export function deriveTriage(situation: Situation): readonly TriageAction[] {
  const all: readonly TriageAction[] = ["retry", "cancel", "mark_investigated"];
  return all.filter((action) => isOffered[action](situation));
}
