import { isCancelled } from "../run/cancelled.ts";
import type { Run } from "../run/run.ts";
import { isActive, type RunOutcome, type RunStatus } from "../run/status.ts";
import type { ActionabilityStatus, Freshness, ProblemClass, Tab } from "../run/verdicts.ts";
import type { RunTruth } from "./run-truth.ts";

type Truth = Pick<RunTruth, "freshness" | "problemClass" | "needsAttention" | "actionability" | "isReconciled">;
type Facts = Pick<Run, "status" | "outcome" | "type" | "environmentId" | "initiator" | "endedBy">;

/** The outcome as lists show it: a run that a person cancelled is stored as failed. */
const shownOutcomeOf = (run: Facts): ShownOutcome =>
  run.outcome === "failed" && isCancelled(run) ? "cancelled" : run.outcome;
type ShownOutcome = RunOutcome | "cancelled";

const isOver: Record<ActionabilityStatus, boolean> = {
  not_terminal: false,
  actionable: false,
  requires_manual_review: false,
  superseded_by_later_success: true,
  resolved_by_current_state: true,
  informational_only: true,
};

/** One predicate per tab, for its count and its list. Outcome tabs include history: a failure stays there. */
const predicates: Record<Tab, (run: Facts, truth: Truth) => boolean> = {
  needs_attention: (_run, truth) => truth.needsAttention,
  active: (run) => isActive(run.status),
  stale: (_run, truth) => truth.freshness === "likely_stale",
  failed: (run) => shownOutcomeOf(run) === "failed",
  blocked: ({ outcome }) => outcome === "blocked",
  partial: ({ outcome }) => outcome === "partially_succeeded",
  succeeded: ({ outcome }) => outcome === "succeeded",
  resolved_history: (_run, truth) => isOver[truth.actionability.status],
  all: () => true,
};

/** Filters of a list; an absent filter matches everything. */
export interface RunFilter {
  readonly tab: Tab;
  readonly problemClass?: ProblemClass | undefined;
  readonly type?: string | undefined;
  readonly status?: RunStatus | undefined;
  readonly outcome?: ShownOutcome | undefined;
  readonly freshness?: Freshness | undefined;
  readonly isReconciled?: boolean | undefined;
  readonly initiator?: string | undefined;
}

/** Whether a run belongs to a list (spec 178: a count and its list share one predicate). */
export function belongsTo(filter: RunFilter, run: Facts, truth: Truth): boolean {
  const wanted = <Value>(value: Value | undefined, found: Value) => value === undefined || value === found;
  return (
    predicates[filter.tab](run, truth) &&
    wanted(filter.problemClass, truth.problemClass) &&
    wanted(filter.type, run.type) &&
    wanted(filter.status, run.status) &&
    wanted(filter.outcome, shownOutcomeOf(run)) &&
    wanted(filter.freshness, truth.freshness) &&
    wanted(filter.isReconciled, truth.isReconciled) &&
    wanted(filter.initiator, run.initiator.id)
  );
}

/**
 * Tabs that hold open work only: active runs and problems that may need follow-up. Runs leave the open work only when
 * proven resolved, so these tabs are complete there.
 */
export const openTabs: ReadonlySet<Tab> = new Set(["needs_attention", "active", "stale"]);
