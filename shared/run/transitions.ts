import type { EndSource, Run } from "./run.ts";
import type { RunOutcome, RunStatus } from "./status.ts";

/**
 * The lifecycle of a run. `claim` requires a higher attempt than the stored one, and `finish` an end outcome. `never`
 * has no exception: a completed run is neither reopened nor ended twice (spec 358, 360).
 */
export const transitions = {
  queued: { queued: "never", running: "claim", completed: "finish", unknown: "never" },
  running: { queued: "never", running: "claim", completed: "finish", unknown: "never" },
  completed: { queued: "never", running: "never", completed: "never", unknown: "never" },
  unknown: { queued: "never", running: "never", completed: "never", unknown: "never" },
} as const satisfies Record<RunStatus, Record<RunStatus, "claim" | "finish" | "never">>;

/** The state that decides whether a transition is legal. */
export interface RunState {
  readonly status: RunStatus;
  readonly outcome: RunOutcome;
  readonly attempt: number;
}

/** Whether the run service may write `to` over `from`; a missing `from` is the creation. */
export function isLegalTransition(from: RunState | undefined, to: RunState): boolean {
  const isPending = to.outcome === "pending";
  if (from === undefined) return to.status === "queued" && isPending && to.attempt === 0;

  const means = transitions[from.status][to.status];
  switch (means) {
    case "claim":
      return isPending && to.attempt > from.attempt;
    case "finish":
      return !isPending && to.attempt === from.attempt;
    case "never":
      return false;
    default:
      return means satisfies never;
  }
}

/** One transition of a run, derived from the timestamps the run carries. */
export interface Transition {
  readonly at: string;
  /** Null for the creation. */
  readonly from: RunStatus | null;
  readonly to: RunStatus;
  readonly outcome: RunOutcome;
  readonly source: EndSource | "start";
  readonly attempt?: number;
  readonly reasonCode?: string;
  readonly actor?: string;
}

/**
 * The transitions of a run, oldest first. Dispatch is no transition: the status does not change. An end without a
 * known author is attributed to the worker, the normal case.
 */
export function transitionsOf(run: Run): Transition[] {
  const steps: Transition[] = [
    { at: run.createdAt, from: null, to: "queued", outcome: "pending", source: "start", actor: run.initiator.id },
  ];
  for (const [index, at] of run.claims.entries()) {
    const from = index === 0 ? "queued" : "running";
    steps.push({ at, from, to: "running", outcome: "pending", source: "worker", attempt: index + 1 });
  }
  if (run.status === "completed" && run.completedAt !== undefined) {
    const wasRunning = run.claims.length > 0 || run.startedAt !== undefined;
    const reasonCode = run.endedBy?.reasonCode;
    const actor = run.endedBy?.actor;
    steps.push({
      at: run.completedAt,
      from: wasRunning ? "running" : "queued",
      to: "completed",
      outcome: run.outcome,
      source: run.endedBy?.source ?? "worker",
      ...(run.attempt > 0 && { attempt: run.attempt }),
      ...(reasonCode !== undefined && { reasonCode }),
      ...(actor !== undefined && { actor }),
    });
  }
  return steps;
}
