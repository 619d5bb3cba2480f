import type { ActionabilityPolicy } from "../operations/define-operation.ts";
import type { Risk } from "../run/risks.ts";
import type { RelatedRef, Run } from "../run/run.ts";
import { isActive, isFromNewerRelease } from "../run/status.ts";
import type { NextActionKind, RunAction } from "../run/verdicts.ts";
import type { RunTruth } from "./run-truth.ts";

/** What of an operation decides what may be done with its runs. */
export interface ActionPolicy {
  readonly risk: Risk;
  readonly actionability: ActionabilityPolicy;
  readonly capability: string;
  readonly start: "not_startable" | object;
  readonly reconcile: "unsupported" | ((...needs: never[]) => unknown);
}

export interface OfferedAction {
  readonly action: RunAction;
  /** Which sentence tells what comes of it: stopping work that has begun is not the same as taking it back. */
  readonly consequence: Exclude<RunAction, "cancel"> | "cancel_queued" | "cancel_running";
  readonly requiresNote: boolean;
  readonly isPrimary: boolean;
}

export interface Eligibility {
  readonly actions: readonly OfferedAction[];
  readonly next: { readonly kind: NextActionKind; readonly related?: RelatedRef };
}

interface Situation {
  readonly run: Pick<Run, "status" | "outcome" | "cancelRequested" | "acknowledged" | "context">;
  readonly truth: Pick<
    RunTruth,
    "freshness" | "problemClass" | "isReconciled" | "actionability" | "canRepeat" | "needsAttention"
  >;
  readonly operation: ActionPolicy | undefined;
  /** What the run made or was proven by, as far as this reader may see it. */
  readonly related: RelatedRef | undefined;
  readonly can: (capability: string) => boolean;
  /** Nothing is started in an archived environment. */
  readonly isArchived?: boolean;
}

/** What may be asked for in the same words again: it only looks, or only writes records of ours (spec 367, T 365). */
const isRepeatable: Record<Risk, boolean> = { read: true, artifact: true, mutation: false, destructive: false };

/**
 * What this reader may do with a run now, and the one thing to do next (spec 367).
 * At most one action is primary; where anything is uncertain there is none. Whoever carries one out asks again.
 *
 * Nothing here repeats work that changes a managed environment, that a person must judge, or of an undeclared type;
 * nothing forces a success, and nothing is deleted. A start that would be refused is not offered, and a current
 * follow-up can always be acknowledged.
 */
export function deriveEligibility(situation: Situation): Eligibility {
  const primary = primaryOf(situation);
  const actions = offers
    .filter(({ isOffered }) => isOffered(situation))
    .map(({ action, consequence, requiresNote }) => ({
      action,
      consequence: typeof consequence === "function" ? consequence(situation) : consequence,
      requiresNote,
      isPrimary: action === primary,
    }));
  const isThere = actions.some(({ isPrimary }) => isPrimary);
  return { actions, next: nextOf(situation, isThere ? primary : undefined) };
}

interface Offer {
  readonly action: RunAction;
  readonly consequence: OfferedAction["consequence"] | ((situation: Situation) => OfferedAction["consequence"]);
  readonly requiresNote: boolean;
  readonly isOffered: (situation: Situation) => boolean;
}

const offers: readonly Offer[] = [
  {
    action: "reconcile",
    consequence: "reconcile",
    requiresNote: false,
    isOffered: ({ truth, operation, can }) =>
      truth.freshness === "likely_stale" &&
      operation !== undefined &&
      operation.reconcile !== "unsupported" &&
      can("tenant.operations.start"),
  },
  {
    action: "open_artifact",
    consequence: "open_artifact",
    requiresNote: false,
    isOffered: ({ related, run }) => related !== undefined && run.status === "completed",
  },
  {
    action: "run_again",
    consequence: "run_again",
    requiresNote: false,
    isOffered: ({ truth, operation, can, isArchived = false }) =>
      !isArchived &&
      truth.actionability.status === "actionable" &&
      truth.canRepeat &&
      operation !== undefined &&
      mayRepeat(operation, can),
  },
  {
    action: "cancel",
    consequence: ({ run }) => (run.status === "queued" ? "cancel_queued" : "cancel_running"),
    requiresNote: false,
    isOffered: ({ run, operation, can }) => isCancellable(run) && mayStart(operation, can),
  },
  {
    action: "acknowledge",
    consequence: "acknowledge",
    requiresNote: true,
    // What a newer release wrote is judged there: this one would write over what it cannot read.
    isOffered: ({ truth: { actionability }, operation, can }) =>
      actionability.isCurrentFollowUp && actionability.reasonCode !== "newer_version" && mayJudge(operation, can),
  },
];

/** Whether a run can be asked to stop. One that a newer release wrote is not written over. */
export function isCancellable(run: Pick<Run, "status" | "outcome" | "cancelRequested">): boolean {
  return isActive(run.status) && !isFromNewerRelease(run) && run.cancelRequested === undefined;
}

/** Whether a run's work may be started once more as a new run: declared, startable, harmless and allowed to the caller. */
export function mayRepeat(operation: ActionPolicy, can: (capability: string) => boolean): boolean {
  const { risk, actionability, start } = operation;
  return (
    start !== "not_startable" && isRepeatable[risk] && actionability !== "manual_review" && mayStart(operation, can)
  );
}

/** Who may start a kind of work may stop it; work of an undeclared type is for those who start any. */
function mayStart(operation: ActionPolicy | undefined, can: (capability: string) => boolean): boolean {
  return can("tenant.operations.start") && (operation === undefined || can(operation.capability));
}

/** Work that the platform alone starts has no capability of its own; its problems still need somebody to judge them. */
export function mayJudge(operation: ActionPolicy | undefined, can: (capability: string) => boolean): boolean {
  return mayStart(operation?.capability === systemOnly ? undefined : operation, can);
}
const systemOnly = "system_only";

/** Which action, if it is offered, is the one to do next. */
function primaryOf({ run, truth }: Situation): RunAction | undefined {
  if (truth.freshness === "likely_stale") return "reconcile";
  if (run.status !== "completed") return undefined;
  if (truth.actionability.status === "actionable") {
    return truth.actionability.blockingConnection === undefined ? "run_again" : undefined;
  }
  if (truth.actionability.status === "requires_manual_review") return undefined;
  return truth.isReconciled && run.outcome === "succeeded" ? "open_artifact" : undefined;
}

function nextOf({ truth, related, can }: Situation, primary: RunAction | undefined): Eligibility["next"] {
  if (primary === "open_artifact" && related !== undefined) return { kind: "open_artifact", related };
  if (primary === "reconcile" || primary === "run_again") return { kind: primary };
  if (truth.actionability.status === "requires_manual_review") return { kind: "review_details" };
  const isWithoutRepetition = truth.actionability.status === "actionable" && !truth.canRepeat;
  const { blockingConnection } = truth.actionability;
  if (blockingConnection !== undefined && can("tenant.providers.view")) {
    return { kind: "open_provider_connection", related: blockingConnection };
  }
  return { kind: isWithoutRepetition ? "review_details" : "view_details" };
}
