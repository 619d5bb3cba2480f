import { findOperation } from "../../shared/operations/registry.ts";
import type { Run } from "../../shared/run/run.ts";
import type { ActionabilityStatus } from "../../shared/run/verdicts.ts";
import { type History, minute } from "./histories.ts";

/**
 * The verdict about a run as specified, computed from all events: no pointers, batches or store order. Independent of
 * the product, so that the two can disagree.
 */
export function referenceVerdict(run: Run, { runs, checks, artifacts }: History): ActionabilityStatus {
  const operation = findOperation(run.type);
  const isReconciled = run.context.reconciliation !== undefined;
  const isProblem =
    ["failed", "blocked", "partially_succeeded"].includes(run.outcome) || (isReconciled && run.outcome === "pending");
  if (run.status !== "completed" || !isProblem) return "not_terminal";
  if (run.acknowledged !== undefined) return "informational_only";
  const isCancelled = run.endedBy?.reasonCode?.startsWith("run.cancelled_by_") === true;
  const mayStillWork = run.failures.some(({ code }) => code === "run.cancel_unconfirmed");
  const mayHaveChanged = operation?.actionability === "manual_review" && run.startedAt !== undefined;
  if (operation !== undefined && isCancelled && !mayStillWork && !mayHaveChanged) return "informational_only";
  if (operation === undefined || operation.actionability === "manual_review") return "requires_manual_review";

  const ended = run.completedAt ?? "";
  const isWorkspaceWork = run.type.startsWith("ops.") || run.type === "operations.wave";
  const isPlaced = isWorkspaceWork === (run.environmentId === null);
  const isHere = (one: { readonly workspaceId: string; readonly environmentId: string | null }) =>
    isPlaced && one.workspaceId === run.workspaceId && one.environmentId === run.environmentId;
  const sharesKeys = (context: { readonly [key: string]: unknown }) =>
    operation.correlationKeys.every((key) => isGiven(run.context[key]) && context[key] === run.context[key]);

  const isSuperseded = runs.some(
    (other) =>
      other.id !== run.id &&
      isHere(other) &&
      other.type === run.type &&
      other.status === "completed" &&
      other.outcome === "succeeded" &&
      // A line assigns a generation after the previous run has ended, so a higher one began and ended later.
      (other.gen ?? 0) > (run.gen ?? 0) &&
      sharesKeys(other.context),
  );
  const isConnectionInOrder = checks.some(
    (check) =>
      isHere(check) &&
      check.environmentId !== null &&
      check.id === run.context.providerConnectionId &&
      check.isEnabled &&
      check.consentStatus === "granted" &&
      check.verificationStatus === "healthy" &&
      // By more than the clock skew of one minute.
      minute(check.at - 1) > ended,
  );
  // Only the latest artifact of a correlation is kept; its maker is the run that named it.
  const [youngest] = artifacts
    .filter((one) => isHere(one) && one.environmentId !== null && one.type === run.type && sharesKeys(one.context))
    .toSorted((a, b) => b.at - a.at);
  const isLateFinish = run.outcome === "failed" && isReconciled;
  const isMade =
    youngest !== undefined &&
    !youngest.isExpired &&
    isUsableOne(youngest) &&
    // Its pointer has no generation here, so it must be later by more than the clock skew of one minute.
    (`run-${youngest.maker}` === run.id ? isLateFinish : minute(youngest.at - 1) > run.createdAt);

  // A connection disabled by its owner resolves what it blocked.
  const isBlockedByConnection = run.outcome === "blocked" && run.endedBy?.reasonCode?.startsWith("provider_") === true;
  const isDisabled =
    isBlockedByConnection &&
    checks.some(
      (check) =>
        isHere(check) &&
        check.environmentId !== null &&
        check.id === run.context.providerConnectionId &&
        !check.isEnabled,
    );
  const open = isDisabled ? "resolved_by_current_state" : "actionable";
  const isAmbiguous = isPlaced && run.context.reconciliation?.decision === "attention_required";
  if (isAmbiguous) return isSuperseded ? "superseded_by_later_success" : "requires_manual_review";

  switch (operation.actionability) {
    case "current_state":
      if (isConnectionInOrder) return "resolved_by_current_state";
      return isSuperseded ? "superseded_by_later_success" : open;
    case "later_success":
      return isSuperseded ? "superseded_by_later_success" : open;
    case "by_parts":
      if (isSuperseded) return "superseded_by_later_success";
      return run.endedBy?.reasonCode === "wave.targets_failed" ? "informational_only" : open;
    case "artifact_or_later_success":
      if (isSuperseded) return "superseded_by_later_success";
      return isMade && operation.provenBy !== "nothing" ? "resolved_by_current_state" : open;
    default:
      return operation.actionability satisfies never;
  }
}

/** For reviews the fingerprint lock names the unique one; snapshots have no such lock. */
function isUsableOne({ record, type }: History["artifacts"][number]): boolean {
  return record === "usable" || (record === "one_of_several" && type !== "environment.review.compose");
}

const isGiven = (value: unknown) => value !== undefined && value !== "";
