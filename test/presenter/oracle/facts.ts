import { findOperation } from "../../../shared/operations/registry.ts";
import { isProblem } from "../../../shared/run/status.ts";
import { NOW } from "../../derived/runs.ts";
import type { Scene } from "./world.ts";

const longWindowSeconds = 3600;
/** The promised windows of the two lanes, independent of the product's code. */
const windows = {
  short: { queued: 420, running: 900 },
  long: { queued: 600, running: 2100 },
  restore: { queued: 600, running: 3600 },
  wave: { queued: 420, running: 61_200 },
} as const;

/** The facts of a scene, computed from stored values without the product's derivations. */
export function factsOf({ run, proofs, isWindowLong, isRepeated }: Scene) {
  const operation = findOperation(run.type);
  const { reconciliation } = run.context;
  const isUnread = run.status === "unknown" || run.outcome === "unknown";
  const isActive = run.status === "queued" || run.status === "running";
  const isQueued = run.status === "queued";
  const isRunning = run.status === "running";
  const isCovered = operation !== undefined && operation.lifecycle !== "uncovered";
  const ownWindow = { "restore.execute": "restore", "operations.wave": "wave" } as const;
  const lane = Object.entries(ownWindow).find(([type]) => type === run.type)?.[1] ?? operation?.lane ?? "short";
  const windowOf = (state: "queued" | "running") =>
    state === "running" && isWindowLong ? longWindowSeconds : windows[lane][state];
  const since = (text: string) => (NOW.getTime() - Date.parse(text)) / 1000;
  const age = since(isQueued ? run.createdAt : (run.startedAt ?? run.createdAt));
  const { waiting } = run.context;
  // Of a released run, also while its end is decided.
  const isReleased = run.messageId === undefined;
  const secondsLeft = isReleased && waiting !== undefined ? -since(waiting.until) : 0;
  const granted = run.waitedSeconds;
  const isWaiting = isRunning && secondsLeft > 0;
  const isPastWindow = age > windowOf(isQueued ? "queued" : "running") + (isQueued ? 0 : granted);
  const isOverdue = isActive && isCovered && !isUnread && isPastWindow && !isWaiting;

  const isUnsuccessful =
    run.status === "completed" &&
    (isProblem(run.outcome) || reconciliation !== undefined) &&
    run.outcome !== "succeeded";
  const isForPerson = isUnread || operation === undefined || operation.actionability === "manual_review";
  const isAcknowledged = run.acknowledged !== undefined;
  const isPlaced = operation !== undefined && (operation.ownership === "workspace") === (run.environmentId === null);
  const isCorrelated = run.correlationHash !== undefined;
  // Cancelled and confirmed; work that changes an environment must not have begun.
  const isStoppedByPerson =
    !isUnread &&
    operation !== undefined &&
    run.endedBy?.reasonCode?.startsWith("run.cancelled_by_") === true &&
    !run.failures.some(({ code }) => code === "run.cancel_unconfirmed") &&
    !(operation.actionability === "manual_review" && run.startedAt !== undefined);
  const isLeftToParts =
    operation?.actionability === "by_parts" && isUnsuccessful && run.endedBy?.reasonCode === "wave.targets_failed";
  const isOpenToProof = isUnsuccessful && !isAcknowledged && !isStoppedByPerson && !isForPerson && isPlaced;
  const isAmbiguous = reconciliation?.decision === "attention_required";
  const isBlockedByConnection =
    run.outcome === "blocked" &&
    run.endedBy?.reasonCode?.startsWith("provider_") === true &&
    run.endedBy.reasonCode !== "provider_throttled";
  const hasLaterSuccess = isCorrelated && proofs.successes.length > 0;
  const { connection } = proofs;
  const isConnectionHealthy = connection?.isEnabled === true && connection.verificationStatus === "healthy";
  const previous = reconciliation?.previousStatus;
  const ageBefore = since(previous === "queued" ? run.createdAt : (run.startedAt ?? run.createdAt));
  const wasOverdue =
    isCovered &&
    (previous === "queued" || previous === "running") &&
    ageBefore > windowOf(previous) + (previous === "running" ? granted : 0);

  return {
    run,
    proofs,
    isRepeated: isRepeated && run.status === "completed",
    operation,
    reconciliation,
    isUnread,
    isActive,
    isQueued,
    isRunning,
    isCovered,
    isOverdue,
    isOnTime: isActive && isCovered && !isUnread && !isOverdue,
    isUnsuccessful,
    isForPerson,
    isAcknowledged,
    isPlaced,
    isCorrelated,
    isOpenToProof,
    isAmbiguous,
    isBlockedByConnection,
    hasLaterSuccess,
    isConnectionHealthy,
    isConnectionDisabled: connection?.isEnabled === false,
    isProvenByRecord: operation?.actionability === "artifact_or_later_success" && operation.provenBy !== "nothing",
    hasAdapter: operation !== undefined && operation.reconcile !== "unsupported",
    isClosedForAge: ["run.stale_queued", "run.stale_running", "run.infrastructure_timeout_or_abandonment"].includes(
      reconciliation?.reasonCode ?? "",
    ),
    wasOverdue,
    isStoppedByPerson,
    isLeftToParts,
    isCancelled: run.status === "completed" && run.endedBy?.reasonCode?.startsWith("run.cancelled_by_") === true,
    isNeverStarted: run.status === "completed" && run.startedAt === undefined,
    expectedSeconds: operation?.expectedDurationSeconds,
    age,
    isWaiting,
    /** The age without the waits that have passed. */
    workedSeconds: age - granted + Math.max(0, secondsLeft),
  };
}
export type Facts = ReturnType<typeof factsOf>;

/** Whether a problem is open: of a newer release, or neither acknowledged nor resolved. */
export function isFollowUp(facts: Facts): boolean {
  const { isUnsuccessful, isAcknowledged, isStoppedByPerson, isForPerson, isPlaced, hasLaterSuccess, isAmbiguous } =
    facts;
  if (facts.isUnread) return true;
  if (!isUnsuccessful || isAcknowledged || isStoppedByPerson) return false;
  if (isForPerson || !isPlaced) return true;
  return !hasLaterSuccess && (isAmbiguous || !(facts.isLeftToParts || isResolvedByState(facts)));
}

/** Whether the current state may and does resolve the problem. */
export function isResolvedByState(facts: Facts): boolean {
  const { operation, proofs, isOpenToProof, isAmbiguous, isCorrelated, isConnectionHealthy } = facts;
  if (!isOpenToProof || isAmbiguous) return false;
  const isChecked = operation?.actionability === "current_state" && isConnectionHealthy;
  const hasRecord = facts.isProvenByRecord && isCorrelated && proofs.usable !== undefined;
  return isChecked || hasRecord || (facts.isBlockedByConnection && facts.isConnectionDisabled);
}
