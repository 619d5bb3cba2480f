import { actionabilityPolicyOf } from "../operations/actionability-policy.ts";
import type { ActionabilityPolicy } from "../operations/define-operation.ts";
import type { RelatedRef, Run } from "../run/run.ts";
import type { ActionabilityStatus } from "../run/verdicts.ts";
import { isLater } from "./supersession.ts";
import { isTerminalProblem } from "./terminal-problem.ts";

/** Why a verdict is what it is. Stable: clients and words go by them. */
export const actionabilityReasons = [
  "active",
  "no_problem",
  "later_success",
  "provider_current_state",
  "artifact_usable",
  "acknowledged",
  "high_risk",
  "unknown_type",
  "correlation_incomplete",
  "no_proof",
] as const;
export type ActionabilityReason = (typeof actionabilityReasons)[number];

/** A full success of the same workspace, environment, type and correlation. */
export interface LaterSuccess {
  readonly runId: string;
  readonly createdAt: string;
  readonly completedAt: string;
}

/** The record that is usable now, of the same scope and correlation. */
export interface UsableProof {
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
}

/** What is stored and may speak for an old problem. Whoever gathers it vouches for scope and correlation. */
export interface Proofs {
  readonly successes: readonly LaterSuccess[];
  readonly usable?: UsableProof | undefined;
  readonly connection?: ConnectionProof | undefined;
}
export const noProofs: Proofs = { successes: [] };

export interface Actionability {
  readonly status: ActionabilityStatus;
  readonly isCurrentFollowUp: boolean;
  readonly policy: ActionabilityPolicy;
  readonly reasonCode: ActionabilityReason;
  readonly supersedingRunId?: string;
  readonly resolvingRelated?: RelatedRef;
  /** When that happened which took the problem off the list, or when a person did. */
  readonly since?: string;
}

type Facts = Pick<
  Run,
  "id" | "type" | "status" | "outcome" | "createdAt" | "completedAt" | "correlationHash" | "context" | "acknowledged"
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
 * all, and neither does work nobody declared. Checks of a connection look at the connection before they look for
 * a later success; everything else the other way round.
 */
export function deriveActionability(
  run: Facts,
  operation: { readonly actionability: ActionabilityPolicy } | undefined,
  proofs: Proofs,
  now: Date,
): Actionability {
  const policy = actionabilityPolicyOf(operation);
  const verdict = judge(run, operation === undefined ? "unknown" : policy, proofs, now);
  return { ...verdict, policy, isCurrentFollowUp: isFollowUp[verdict.status] };
}

function judge(run: Facts, policy: ActionabilityPolicy | "unknown", proofs: Proofs, now: Date): Verdict {
  if (run.status !== "completed") return { status: "not_terminal", reasonCode: "active" };
  if (!isTerminalProblem(run)) return { status: "not_terminal", reasonCode: "no_problem" };
  if (run.acknowledged !== undefined) {
    return { status: "informational_only", reasonCode: "acknowledged", since: run.acknowledged.at };
  }
  switch (policy) {
    case "unknown":
      return { status: "requires_manual_review", reasonCode: "unknown_type" };
    case "manual_review":
      return { status: "requires_manual_review", reasonCode: "high_risk" };
    case "current_state":
      return healthyNow(run, proofs) ?? succeededLater(run, proofs) ?? open(run);
    case "later_success":
      return succeededLater(run, proofs) ?? open(run);
    case "artifact_or_later_success":
      return succeededLater(run, proofs) ?? usableNow(run, proofs, now) ?? open(run);
    default:
      return policy satisfies never;
  }
}

function open(run: Facts): Verdict {
  const reasonCode = run.correlationHash === undefined ? "correlation_incomplete" : "no_proof";
  return { status: "actionable", reasonCode };
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
  if (connection === undefined || run.completedAt === undefined) return undefined;
  const { isEnabled, consentStatus, verificationStatus, lastHealthCheckAt } = connection;
  const isInOrder = isEnabled && consentStatus === "granted" && verificationStatus === "healthy";
  if (!isInOrder || lastHealthCheckAt === undefined || lastHealthCheckAt <= run.completedAt) return undefined;
  return {
    status: "resolved_by_current_state",
    reasonCode: "provider_current_state",
    resolvingRelated: { type: "provider_connection", id: connection.id },
    since: lastHealthCheckAt,
  };
}

/**
 * A record made usable after the run was created. One that the run itself made counts only when the platform had
 * ended the run in the meantime: then its work was finished late.
 */
function usableNow(run: Facts, { usable }: Proofs, now: Date): Verdict | undefined {
  if (usable === undefined || run.correlationHash === undefined) return undefined;
  const isUsable = usable.usableUntil === undefined || Date.parse(usable.usableUntil) > now.getTime();
  const isOwn = usable.operationRunId === run.id;
  const wasEndedByOthers = run.outcome === "failed" && run.context.reconciliation !== undefined;
  if (!isUsable || usable.usableAt <= run.createdAt || (isOwn && !wasEndedByOthers)) return undefined;
  return {
    status: "resolved_by_current_state",
    reasonCode: "artifact_usable",
    resolvingRelated: { type: usable.type, id: usable.id },
    since: usable.usableAt,
  };
}
