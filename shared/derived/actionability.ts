import { actionabilityPolicyOf } from "../operations/actionability-policy.ts";
import type { ActionabilityPolicy } from "../operations/define-operation.ts";
import type { AnyOperation } from "../operations/registry.ts";
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
import { isTerminalProblem } from "./terminal-problem.ts";

/** Why a verdict is what it is. Stable: clients and words go by them. */
export const actionabilityReasons = [
  "active",
  "no_problem",
  "later_success",
  "provider_current_state",
  "artifact_usable",
  "connection_disabled",
  "acknowledged",
  "high_risk",
  "proof_ambiguous",
  "unknown_type",
  "newer_version",
  "scope_incomplete",
  "correlation_incomplete",
  "no_proof",
] as const;
export type ActionabilityReason = (typeof actionabilityReasons)[number];

/** A full success of the same workspace, environment, type and correlation. */
export interface LaterSuccess extends Ended {
  readonly runId: string;
  readonly completedAt: string;
}

/** The record that is usable now, of the same scope and correlation. */
export interface UsableProof extends Generation {
  readonly type: string;
  readonly id: string;
  readonly operationRunId: string;
  readonly usableAt: string;
  readonly usableUntil?: string | undefined;
}

/** The very connection the run was about, as it is stored now, in the run's own scope. */
export interface ConnectionProof {
  readonly id: string;
  readonly isEnabled: boolean;
  readonly consentStatus: string;
  readonly verificationStatus: string;
  readonly lastHealthCheckAt?: string | undefined;
  /** The run that checked it last, and its place in its line. */
  readonly checkedBy?: (Generation & { readonly runId: string }) | undefined;
}

/** What is stored and may speak for an old problem. Whoever gathers it vouches for scope and correlation. */
export interface Proofs {
  readonly successes: readonly LaterSuccess[];
  readonly usable?: UsableProof | undefined;
  readonly connection?: ConnectionProof | undefined;
  /** Whether a start of the same work would be accepted now, as far as stored records tell. */
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
  /** When that happened which took the problem off the list, or when a person did. */
  readonly since?: string;
  /** The connection that stopped the run and is not known to be in order since: another run has no chance before it is. */
  readonly blockingConnection?: RelatedRef;
}

/** What of an operation decides whether its problems still need a person. */
export type ActionabilityFacts = Pick<AnyOperation, "actionability" | "ownership">;

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
>;
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
 * Whether an ended run still needs a person (spec 367): what is stored now may show that an old problem is gone.
 * History is not touched by it, and nothing of it is stored.
 *
 * Incomplete correlation proves nothing, so the problem stays. Work that a person must judge accepts no proof at
 * all, and neither does work of an undeclared type. Checks of a connection look at the connection before they look for
 * a later success; everything else the other way round. An end that the records left ambiguous is a person's to judge,
 * unless the same work succeeded later (spec 359). A connection that its owner disabled resolves what it blocked for as
 * long as it stays disabled (ADR 0010).
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

/** Whether any stored proof could change the verdict: of a problem that nobody dealt with and that is not a person's to judge. */
export function acceptsProof(run: Facts, operation: ActionabilityFacts | undefined): boolean {
  const isOpen = isTerminalProblem(run) && run.acknowledged === undefined && !isFromNewerRelease(run);
  return isOpen && operation !== undefined && operation.actionability !== "manual_review" && isScoped(run, operation);
}

/** The connection whose state says something about this run: the one a check was about, or the one that stopped it. */
export function connectionIdOf(run: Facts, { actionability }: ActionabilityFacts): string | undefined {
  const inContext = recordIdIn(run.context);
  if (actionability === "current_state") return inContext;
  return isStoppedByConnection(run) ? (inContext ?? recordIdIn(run.input)) : undefined;
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
      return succeededLater(run, proofs) ?? open();
    case "artifact_or_later_success":
      return succeededLater(run, proofs) ?? usableNow(run, proofs, now) ?? open();
    default:
      return actionability satisfies never;
  }
}

function stillOpen(run: Facts, { connection }: Proofs): Verdict {
  const reasonCode = run.correlationHash === undefined ? "correlation_incomplete" : "no_proof";
  const isInTheWay = connection !== undefined && isStoppedByConnection(run) && !isHealthySince(connection, run);
  return {
    status: "actionable",
    reasonCode,
    ...(isInTheWay && { blockingConnection: { type: "provider_connection", id: connection.id } }),
  };
}

/** Only a person disables a connection, and while it is disabled nothing that it blocked can be done or is wanted. */
function disabledByOwner(run: Facts, { connection }: Proofs): Verdict | undefined {
  if (connection === undefined || connection.isEnabled || !isStoppedByConnection(run)) return undefined;
  return {
    status: "resolved_by_current_state",
    reasonCode: "connection_disabled",
    resolvingRelated: { type: "provider_connection", id: connection.id },
  };
}

/** Work of an environment has one and work of a workspace has none; with anything else a run shares no scope. */
function isScoped({ environmentId }: Facts, { ownership }: ActionabilityFacts): boolean {
  return (environmentId === null) === (ownership === "workspace");
}

/** Stopped by something that somebody has to put right on its connection. */
function isStoppedByConnection({ outcome, endedBy }: Facts): boolean {
  return outcome === "blocked" && endedBy?.reasonCode?.startsWith("provider_") === true;
}

/** A stored value that can be the id of a record; whatever else stands there is looked up nowhere. */
function recordIdIn(from: { readonly [key: string]: unknown } | undefined): string | undefined {
  const id = from?.providerConnectionId;
  return typeof id === "string" && /^[\w.:-]{1,128}$/.test(id) ? id : undefined;
}

/** Of several, the one that ended first: the answer stays the same when more come. */
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

/** The run's own connection, checked after the run ended and found in order; no other connection speaks for it. */
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
 * Between two checks the later run of their line decides, and a check that the platform ended speaks for itself. Work
 * of another line has no generation in common with a check: there the check must be later by more than clocks differ.
 */
function isHealthySince(connection: ConnectionProof, run: Facts): boolean {
  const { isEnabled, consentStatus, verificationStatus, lastHealthCheckAt: checkedAt, checkedBy } = connection;
  const isInOrder = isEnabled && consentStatus === "granted" && verificationStatus === "healthy";
  if (!isInOrder) return false;
  if (checkedBy !== undefined && isPlaced(checkedBy) && checkedBy.epoch === run.epoch) {
    return isLaterGeneration(checkedBy, run) || (checkedBy.runId === run.id && wasEndedByOthers(run));
  }
  return checkedAt !== undefined && run.completedAt !== undefined && isLaterInstant(checkedAt, run.completedAt);
}

/** The platform ended it while its worker may have gone on, so that its work could be finished late. */
function wasEndedByOthers({ outcome, context }: Facts): boolean {
  return outcome === "failed" && context.reconciliation !== undefined;
}

/**
 * A record that a later run of the same line made usable. One that the run itself made counts only when the platform
 * had ended the run in the meantime: then its work was finished late.
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
