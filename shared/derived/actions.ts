import type { ActionabilityPolicy } from "../operations/define-operation.ts";
import type { Risk } from "../run/risks.ts";
import type { RelatedRef, Run } from "../run/run.ts";
import { isActive, isFromNewerRelease } from "../run/status.ts";
import type { NextActionKind, RunAction } from "../run/verdicts.ts";
import type { RunTruth } from "./run-truth.ts";

/** The properties of an operation that decide which actions its runs allow. */
export interface ActionPolicy {
  readonly risk: Risk;
  readonly actionability: ActionabilityPolicy;
  readonly capability: string;
  readonly start: "not_startable" | object;
  readonly reconcile: "unsupported" | ((...needs: never[]) => unknown);
}

export interface OfferedAction {
  readonly action: RunAction;
  /** Selects the text of the consequence: stopping running work differs from withdrawing queued work. */
  readonly consequence: Exclude<RunAction, "cancel"> | "cancel_queued" | "cancel_running" | "cancel_wave";
  readonly requiresNote: boolean;
  readonly isPrimary: boolean;
}

export interface Eligibility {
  readonly actions: readonly OfferedAction[];
  readonly next: {
    readonly kind: NextActionKind;
    readonly related?: RelatedRef;
    /** The capability that the reader lacks to take the step themselves. */
    readonly lacks?: string;
  };
}

interface Situation {
  readonly run: Pick<Run, "status" | "outcome" | "cancelRequested" | "acknowledged" | "context">;
  readonly truth: Pick<
    RunTruth,
    "freshness" | "problemClass" | "isReconciled" | "actionability" | "canRepeat" | "needsAttention"
  >;
  readonly operation: ActionPolicy | undefined;
  /** The run's result or proof, as far as the reader may see it. */
  readonly related: RelatedRef | undefined;
  readonly can: (capability: string) => boolean;
  /** No work starts in an archived environment. */
  readonly isArchived?: boolean;
  /** An active run of the same work: it is the repetition, so no further one is advised. */
  readonly activeRepeat?: string | undefined;
}

/** Work that may be repeated with the same input: it only reads, or only writes our own records (spec 367, T 365). */
const isRepeatable: Record<Risk, boolean> = { read: true, artifact: true, mutation: false, destructive: false };

/**
 * The actions this reader may take on a run now, and the recommended next step (spec 367).
 * At most one action is primary; when anything is uncertain there is none. Every action is checked again when
 * executed.
 * No action repeats work that changes a managed environment, requires manual review or has an undeclared type. No
 * action forces a success or deletes anything. A start that would be refused is not offered, and a current follow-up
 * can always be acknowledged.
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
  const next = nextOf(situation, isThere ? primary : undefined);
  const lacks = lackOf(situation, next.kind);
  return { actions, next: { ...next, ...(lacks !== undefined && { lacks }) } };
}

const everything = () => true;

/** The capability that the reader lacks for a step that another role can take. */
function lackOf(situation: Situation, own: NextActionKind): string | undefined {
  const { can, operation } = situation;
  if (own === "open_provider_connection") return missing(can, "tenant.providers.manage");
  const ideal = deriveFor({ ...situation, can: everything });
  const isDecision = own === "review_details" && situation.truth.actionability.isCurrentFollowUp;
  if (ideal === own && !isDecision) return undefined;
  if (ideal === "open_provider_connection") return missing(can, "tenant.providers.manage");
  const starts = operation === undefined || operation.capability === systemOnly ? undefined : operation.capability;
  return missing(can, "tenant.operations.start") ?? (starts && missing(can, starts));
}

const missing = (can: Situation["can"], capability: string) => (can(capability) ? undefined : capability);

/** The next step for a reader with these rights, without regard to who else could take one. */
function deriveFor(situation: Situation): NextActionKind {
  const primary = primaryOf(situation);
  const isThere = offers.some(({ action, isOffered }) => action === primary && isOffered(situation));
  return nextOf(situation, isThere ? primary : undefined).kind;
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
    isOffered: ({ truth, operation, can, isArchived = false, activeRepeat }) =>
      !isArchived &&
      activeRepeat === undefined &&
      truth.actionability.status === "actionable" &&
      truth.canRepeat &&
      operation !== undefined &&
      mayRepeat(operation, can),
  },
  {
    action: "cancel",
    consequence: ({ run, operation }) => {
      if (operation?.actionability === "by_parts") return "cancel_wave";
      return run.status === "queued" ? "cancel_queued" : "cancel_running";
    },
    requiresNote: false,
    isOffered: ({ run, operation, can }) => isCancellable(run) && mayStart(operation, can),
  },
  {
    action: "acknowledge",
    consequence: "acknowledge",
    requiresNote: true,
    // Not offered for runs written by a newer release: this one could overwrite what it cannot read.
    isOffered: ({ truth: { actionability }, operation, can }) =>
      actionability.isCurrentFollowUp && actionability.reasonCode !== "newer_version" && mayJudge(operation, can),
  },
];

/** Whether a run can be cancelled. Runs written by a newer release are never overwritten. */
export function isCancellable(run: Pick<Run, "status" | "outcome" | "cancelRequested">): boolean {
  return isActive(run.status) && !isFromNewerRelease(run) && run.cancelRequested === undefined;
}

/**
 * Whether a run's work may be started again as a new run: declared, startable, low risk and permitted to the caller.
 */
export function mayRepeat(operation: ActionPolicy, can: (capability: string) => boolean): boolean {
  const { risk, actionability, start } = operation;
  return (
    start !== "not_startable" &&
    isRepeatable[risk] &&
    actionability !== "manual_review" &&
    // A wave is repeated for chosen targets only.
    actionability !== "by_parts" &&
    mayStart(operation, can)
  );
}

/**
 * Permission to start an operation includes stopping it; undeclared types require permission to start any operation.
 */
function mayStart(operation: ActionPolicy | undefined, can: (capability: string) => boolean): boolean {
  return can("tenant.operations.start") && (operation === undefined || can(operation.capability));
}

/** Platform-only work has no capability of its own, but its problems still need a decision. */
export function mayJudge(operation: ActionPolicy | undefined, can: (capability: string) => boolean): boolean {
  return mayStart(operation?.capability === systemOnly ? undefined : operation, can);
}
const systemOnly = "system_only";

/** The action, if offered, that is the recommended next step. */
function primaryOf({ run, truth }: Situation): RunAction | undefined {
  if (truth.freshness === "likely_stale") return "reconcile";
  if (run.status !== "completed") return undefined;
  if (truth.actionability.status === "actionable") {
    return truth.actionability.blockingConnection === undefined ? "run_again" : undefined;
  }
  if (truth.actionability.status === "requires_manual_review") return undefined;
  return truth.isReconciled && run.outcome === "succeeded" ? "open_artifact" : undefined;
}

function nextOf({ truth, related, can, activeRepeat }: Situation, primary: RunAction | undefined): Eligibility["next"] {
  if (activeRepeat !== undefined && truth.actionability.isCurrentFollowUp) {
    return { kind: "open_repeat", related: { type: "operation_run", id: activeRepeat } };
  }
  if (primary === "open_artifact" && related !== undefined) return { kind: "open_artifact", related };
  if (primary === "reconcile" || primary === "run_again") return { kind: primary };
  if (truth.actionability.status === "requires_manual_review") return { kind: "review_details" };
  const isWithoutRepetition = truth.actionability.status === "actionable" && !truth.canRepeat;
  const { blockingConnection, reasonCode, resolvingRelated } = truth.actionability;
  const inTheWay = reasonCode === "connection_disabled" ? resolvingRelated : blockingConnection;
  if (inTheWay !== undefined && can("tenant.providers.view")) {
    return { kind: "open_provider_connection", related: inTheWay };
  }
  return { kind: isWithoutRepetition ? "review_details" : "view_details" };
}
