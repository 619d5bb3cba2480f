import { actionabilityPolicyOf } from "../operations/actionability-policy.ts";
import type { ActionabilityPolicy } from "../operations/define-operation.ts";
import { isCancelled, isUnconfirmed } from "../run/cancelled.ts";
import {
  type Ended,
  type Generation,
  isLater,
  isLaterGeneration,
  isLaterInstant,
  isPlaced,
} from "../run/generation.ts";
import type { RelatedRef, Run } from "../run/run.ts";
import { isFromNewerRelease } from "../run/status.ts";
import type { ActionabilityStatus } from "../run/verdicts.ts";
import { concernsConnection, isEnabledAgain, isInOrder, isStoppedByConnection } from "./blocking-connection.ts";
import { leftToParts } from "./left-to-parts.ts";
import { isTerminalProblem } from "./terminal-problem.ts";

/** Reasons for a verdict. Stable: clients and texts depend on them. */
export const actionabilityReasons = [
  "active",
  "no_problem",
  "later_success",
  "provider_current_state",
  "artifact_usable",
  "connection_disabled",
  "acknowledged",
  "cancelled",
  "high_risk",
  "parts_follow_up",
  "proof_ambiguous",
  "unknown_type",
  "newer_version",
  "scope_incomplete",
  "correlation_incomplete",
  "no_proof",
] as const;
export type ActionabilityReason = (typeof actionabilityReasons)[number];

/** A full success with the same workspace, environment, type and correlation. */
export interface LaterSuccess extends Ended {
  readonly runId: string;
  readonly completedAt: string;
}

/** The currently usable record with the same scope and correlation. */
export interface UsableProof extends Generation {
  readonly type: string;
  readonly id: string;
  readonly operationRunId: string;
  readonly usableAt: string;
  readonly usableUntil?: string | undefined;
}

/** The run's own connection in its current state, from the run's own scope. */
export interface ConnectionProof {
  readonly id: string;
  readonly displayName: string;
  readonly baseUrl: string;
  readonly isEnabled: boolean;
  readonly consentStatus: string;
  readonly verificationStatus: string;
  readonly lastHealthCheckAt?: string | undefined;
  /** The run that checked it last, and its generation in its line. */
  readonly checkedBy?: (Generation & { readonly runId: string }) | undefined;
  /** Who enabled or disabled it last, when that is known. */
  readonly switched?: { readonly by: string; readonly at: string } | undefined;
}

/** Stored facts that may resolve an old problem. The caller guarantees scope and correlation. */
export interface Proofs {
  readonly successes: readonly LaterSuccess[];
  readonly usable?: UsableProof | undefined;
  readonly connection?: ConnectionProof | undefined;
  /** Whether a start of the same work would be accepted now, according to stored records. */
  readonly canRepeat: boolean;
}
export const noProofs: Proofs = { successes: [], canRepeat: false };

export interface Actionability {
  readonly status: ActionabilityStatus;
  readonly isCurrentFollowUp: boolean;
  readonly policy: ActionabilityPolicy;
  readonly reasonCode: ActionabilityReason;
  readonly supersedingRunId?: string;
  readonly resolvingRelated?: RelatedRef;
  /** When the problem was resolved or acknowledged. */
  readonly since?: string;
  /** The connection that blocked the run and is not known to be healthy since; a new run would be blocked as well. */
  readonly blockingConnection?: RelatedRef;
}

/** The properties of an operation that decide whether its problems need follow-up. */
export interface ActionabilityFacts {
  readonly actionability: ActionabilityPolicy;
  readonly ownership: "environment" | "workspace";
}

type Facts = Pick<
  Run,
  | "id"
  | "environmentId"
  | "status"
  | "outcome"
  | "createdAt"
  | "completedAt"
  | "gen"
  | "epoch"
  | "correlationHash"
  | "context"
  | "input"
  | "endedBy"
  | "acknowledged"
  | "startedAt"
> & { readonly failures: readonly { readonly code: string }[] };
type Verdict = Omit<Actionability, "policy" | "isCurrentFollowUp">;

const isFollowUp: Record<ActionabilityStatus, boolean> = {
  not_terminal: false,
  actionable: true,
  requires_manual_review: true,
  superseded_by_later_success: false,
  resolved_by_current_state: false,
  informational_only: false,
};

/**
 * Whether an ended run still needs follow-up (spec 367), given what is stored now. It never changes history and is
 * never stored.
 * Incomplete correlation proves nothing, so the problem stays open. Work that requires manual review accepts no
 * proof, nor does work of an undeclared type. Connection checks use the connection's state before a later success;
 * all other work does the reverse. An ambiguous end requires manual review unless the same work succeeded later (spec
 * 359). A run that a person cancelled is no open issue once its work has stopped. A connection disabled by its owner resolves the problems it caused while it stays disabled (ADR 0010).
 */
export function deriveActionability(
  run: Facts,
  operation: ActionabilityFacts | undefined,
  proofs: Proofs,
  now: Date,
): Actionability {
  const policy = actionabilityPolicyOf(operation);
  const verdict = judge(run, operation, proofs, now);
  return { ...verdict, policy, isCurrentFollowUp: isFollowUp[verdict.status] };
}

/** Whether stored proof could change the verdict: the problem is neither acknowledged nor subject to manual review. */
export function acceptsProof(run: Facts, operation: ActionabilityFacts | undefined): boolean {
  const isOpen = isTerminalProblem(run) && run.acknowledged === undefined && !isFromNewerRelease(run);
  return isOpen && operation !== undefined && operation.actionability !== "manual_review" && isScoped(run, operation);
}

/** The connection that is relevant to this run: the one it checked, or the one through which it was blocked or failed. */
export function connectionIdOf(run: Facts, { actionability }: ActionabilityFacts): string | undefined {
  const inContext = recordIdIn(run.context);
  if (actionability === "current_state") return inContext;
  return concernsConnection(run) ? (inContext ?? recordIdIn(run.input)) : undefined;
}

function judge(run: Facts, operation: ActionabilityFacts | undefined, proofs: Proofs, now: Date): Verdict {
  if (isFromNewerRelease(run)) return { status: "requires_manual_review", reasonCode: "newer_version" };
  if (run.status !== "completed") return { status: "not_terminal", reasonCode: "active" };
  if (!isTerminalProblem(run)) return { status: "not_terminal", reasonCode: "no_problem" };
  if (run.acknowledged !== undefined) {
    return { status: "informational_only", reasonCode: "acknowledged", since: run.acknowledged.at };
  }
  if (operation === undefined) return { status: "requires_manual_review", reasonCode: "unknown_type" };
  const { actionability } = operation;
  if (isSettledByCancel(run, operation)) {
    return {
      status: "informational_only",
      reasonCode: "cancelled",
      ...(run.completedAt !== undefined && { since: run.completedAt }),
    };
  }
  if (actionability === "manual_review") return { status: "requires_manual_review", reasonCode: "high_risk" };
  if (!isScoped(run, operation)) return { status: "actionable", reasonCode: "scope_incomplete" };
  const open = () => disabledByOwner(run, proofs) ?? stillOpen(run, proofs);
  if (run.context.reconciliation?.decision === "attention_required") {
    return succeededLater(run, proofs) ?? { status: "requires_manual_review", reasonCode: "proof_ambiguous" };
  }
  switch (actionability) {
    case "current_state":
      return healthyNow(run, proofs) ?? succeededLater(run, proofs) ?? open();
    case "later_success":
    case "by_parts":
      return succeededLater(run, proofs) ?? (actionability === "by_parts" ? leftToParts(run) : undefined) ?? open();
    case "artifact_or_later_success":
      return succeededLater(run, proofs) ?? usableNow(run, proofs, now) ?? open();
    default:
      return actionability satisfies never;
  }
}

/**
 * A person cancelled the run, and its work has stopped: nothing is open. Work that changes a managed environment keeps
 * the changes made before, so once it began a person reviews it (ADR 0010).
 */
function isSettledByCancel(run: Facts, { actionability }: ActionabilityFacts): boolean {
  const hasChanged = actionability === "manual_review" && run.startedAt !== undefined;
  return isCancelled(run) && !isUnconfirmed(run) && !hasChanged;
}

function stillOpen(run: Facts, { connection }: Proofs): Verdict {
  const reasonCode = run.correlationHash === undefined ? "correlation_incomplete" : "no_proof";
  const isInTheWay =
    connection !== undefined &&
    isStoppedByConnection(run) &&
    !isHealthySince(connection, run) &&
    !isEnabledAgain(connection, run);
  return {
    status: "actionable",
    reasonCode,
    ...(isInTheWay && { blockingConnection: { type: "provider_connection", id: connection.id } }),
  };
}

/** Only a person disables a connection. While it is disabled, the work it blocked is neither possible nor wanted. */
function disabledByOwner(run: Facts, { connection }: Proofs): Verdict | undefined {
  if (connection === undefined || connection.isEnabled || !isStoppedByConnection(run)) return undefined;
  return {
    status: "resolved_by_current_state",
    reasonCode: "connection_disabled",
    resolvingRelated: { type: "provider_connection", id: connection.id },
  };
}

/** Environment work must have an environment and workspace work must have none; any other run shares no scope. */
function isScoped({ environmentId }: Facts, { ownership }: ActionabilityFacts): boolean {
  return (environmentId === null) === (ownership === "workspace");
}

/** A stored value that can be a record id; any other value is never used as a key. */
function recordIdIn(from: { readonly [key: string]: unknown } | undefined): string | undefined {
  const id = from?.providerConnectionId;
  return typeof id === "string" && /^[\w.:-]{1,128}$/.test(id) ? id : undefined;
}

/** The success that ended first, so that the verdict stays the same when more follow. */
function succeededLater(run: Facts, { successes }: Proofs): Verdict | undefined {
  if (run.correlationHash === undefined) return undefined;
  const [first] = successes
    .filter((success) => success.runId !== run.id && isLater(success, run))
    .toSorted((a, b) => (a.completedAt < b.completedAt ? -1 : 1));
  return (
    first && {
      status: "superseded_by_later_success",
      reasonCode: "later_success",
      supersedingRunId: first.runId,
      since: first.completedAt,
    }
  );
}

/** The run's own connection, checked after the run ended and found healthy; other connections prove nothing. */
function healthyNow(run: Facts, { connection }: Proofs): Verdict | undefined {
  if (connection === undefined || !isHealthySince(connection, run)) return undefined;
  return {
    status: "resolved_by_current_state",
    reasonCode: "provider_current_state",
    resolvingRelated: { type: "provider_connection", id: connection.id },
    ...(connection.lastHealthCheckAt !== undefined && { since: connection.lastHealthCheckAt }),
  };
}

/**
 * Two checks are ordered by their generation, and a check that the platform ended proves itself. Work of another line
 * shares no generation with a check, so the check must be later by more than the clock skew.
 */
function isHealthySince(connection: ConnectionProof, run: Facts): boolean {
  const { lastHealthCheckAt: checkedAt, checkedBy } = connection;
  if (!isInOrder(connection)) return false;
  if (checkedBy !== undefined && isPlaced(checkedBy) && checkedBy.epoch === run.epoch) {
    return isLaterGeneration(checkedBy, run) || (checkedBy.runId === run.id && wasEndedByOthers(run));
  }
  return checkedAt !== undefined && run.completedAt !== undefined && isLaterInstant(checkedAt, run.completedAt);
}

/** The platform ended it while its worker may still have been running, so its work could be finished late. */
function wasEndedByOthers({ outcome, context }: Facts): boolean {
  return outcome === "failed" && context.reconciliation !== undefined;
}

/**
 * A record made usable by a later run of the same line. The run's own record counts only when the platform ended the
 * run first: then its work was finished late.
 */
function usableNow(run: Facts, { usable }: Proofs, now: Date): Verdict | undefined {
  if (usable === undefined || run.correlationHash === undefined) return undefined;
  const isUsable = usable.usableUntil === undefined || Date.parse(usable.usableUntil) > now.getTime();
  const isOwn = usable.operationRunId === run.id;
  const isLaterRecord =
    isPlaced(usable) && isPlaced(run) ? isLaterGeneration(usable, run) : isLaterInstant(usable.usableAt, run.createdAt);
  if (!isUsable || !(isOwn ? wasEndedByOthers(run) : isLaterRecord)) return undefined;
  return {
    status: "resolved_by_current_state",
    reasonCode: "artifact_usable",
    resolvingRelated: { type: usable.type, id: usable.id },
    since: usable.usableAt,
  };
}
