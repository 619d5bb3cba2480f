import type { Words } from "../../../shared/presenter/locales/en.ts";
import { type Claim, ended } from "./claim.ts";
import { type Facts, isFollowUp, isResolvedByState } from "./facts.ts";
import { phaseClaims } from "./phase-claims.ts";
import { waitingClaims } from "./waiting-claims.ts";

type ClaimsOf<Section> = { readonly [Key in keyof Section]: Claim };
type Sections = Pick<
  Words,
  | "headlines"
  | "progress"
  | "phases"
  | "durations"
  | "states"
  | "freshness"
  | "actionability"
  | "reasons"
  | "consequences"
  | "nextActions"
  | "causes"
  | "waiting"
  | "queuedBehind"
  | "reconciliation"
  | "transitions"
  | "attemptEnds"
>;

const reconciledFor =
  (...reasons: readonly string[]): Claim =>
  ({ reconciliation }) =>
    reconciliation !== undefined && reasons.includes(reconciliation.reasonCode);
const isUnconfirmed: Claim = ({ run, isAmbiguous }) =>
  run.status === "completed" && (isAmbiguous || run.outcome === "pending");
const isProven: Claim = ({ reconciliation }) =>
  reconciliation !== undefined && reconciliation.adapter !== null && reconciliation.decision !== "attention_required";
const isProvenBy =
  (source: string): Claim =>
  (facts) =>
    isProven(facts) && facts.reconciliation?.source === source;
const isEndedBy =
  (source: string): Claim =>
  ({ run }) =>
    run.endedBy?.source === source;
const isUnread: Claim = (facts) => facts.isUnread;
const isUnsure = ({ failures }: Facts["run"]) => failures.some(({ code }) => code === "run.cancel_unconfirmed");
const isDisabledReason = ({ endedBy }: Facts["run"]) => endedBy?.reasonCode === "provider_connection_disabled";
const isActive: Claim = (facts) => facts.isActive;
const isRunningFor: Claim = ({ isRunning }) => isRunning;

/** The facts that each sentence claims, by key. A missing key does not compile. */
export const claims: { readonly [Section in keyof Sections]: ClaimsOf<Sections[Section]> } = {
  headlines: {
    newer_version: isUnread,
    queued_fresh: ({ isQueued, isOnTime }) => isQueued && isOnTime,
    running_fresh: ({ isRunning, isOnTime }) => isRunning && isOnTime,
    queued_stale: ({ isQueued, isOverdue }) => isQueued && isOverdue,
    running_stale: ({ isRunning, isOverdue }) => isRunning && isOverdue,
    stopping: ({ isActive: isIt, run }) => isIt && run.cancelRequested !== undefined,
    unknown_active: ({ isActive: isIt, isCovered }) => isIt && !isCovered,
    succeeded: ended("succeeded"),
    succeeded_review_reused: (facts) => ended("succeeded")(facts) && facts.reconciliation !== undefined,
    preview_ready: (facts) => ended("succeeded")(facts) && facts.run.context.mode === "preview",
    partial: ended("partially_succeeded"),
    blocked: ended("blocked"),
    blocked_because: (facts) => ended("blocked")(facts) && facts.run.endedBy?.reasonCode !== undefined,
    failed: ended("failed"),
    failed_because: (facts) => ended("failed")(facts) && facts.run.endedBy?.reasonCode !== undefined,
    cancelled: ({ isCancelled, run }) => isCancelled && !isUnsure(run),
    cancelled_unconfirmed: ({ isCancelled, run }) => isCancelled && isUnsure(run),
    failed_from_stale: reconciledFor("run.stale_queued", "run.stale_running"),
    closed_after_a_day: reconciledFor("run.infrastructure_timeout_or_abandonment"),
    failed_bridge: reconciledFor("run.queue_failure_bridge"),
    attention_ambiguous: (facts) => isUnconfirmed(facts) && isFollowUp(facts),
    unconfirmed: isUnconfirmed,
  },
  progress: {
    none: ({ isActive: isIt, isOverdue }) => !isIt || isOverdue,
    waiting: ({ isQueued }) => isQueued,
    started: ({ isRunning, isOverdue }) => isRunning && !isOverdue,
    counted: ({ run, isRunning }) => isRunning && run.summaryCounts.total !== undefined,
    composite: ({ run, isRunning }) => isRunning && run.context.progress?.composite !== undefined,
  },
  phases: phaseClaims,
  durations: {
    queued: ({ isQueued }) => isQueued,
    running: isRunningFor,
    running_expected: ({ isRunning, workedSeconds, expectedSeconds }) =>
      isRunning && workedSeconds > (expectedSeconds ?? Number.NaN),
    queued_late: ({ isQueued, isOverdue }) => isQueued && isOverdue,
    running_late: ({ isRunning, isOverdue, expectedSeconds }) =>
      isRunning && isOverdue && expectedSeconds !== undefined,
    total: ({ run }) =>
      run.status === "completed" && (run.startedAt !== undefined || run.createdAt === run.completedAt),
    never_started: ({ isNeverStarted, run }) => isNeverStarted && run.claims.length === 0,
    unknown: ({ run }) =>
      run.status === "unknown" ||
      [run.createdAt, run.startedAt, run.completedAt].some((at) => at !== undefined && Number.isNaN(Date.parse(at))),
  },
  states: {
    queued: ({ isQueued }) => isQueued,
    running: isRunningFor,
    stale: ({ isOverdue }) => isOverdue,
    stopping: ({ isActive: isIt, run }) => isIt && run.cancelRequested !== undefined,
    succeeded: ended("succeeded"),
    preview: (facts) => ended("succeeded")(facts) && facts.run.context.mode === "preview",
    partially_succeeded: ended("partially_succeeded"),
    blocked: ended("blocked"),
    cancelled: ({ isCancelled }) => isCancelled,
    failed: ended("failed"),
    unknown: ended("pending"),
    newer_version: isUnread,
  },
  freshness: {
    fresh_active: ({ isOnTime }) => isOnTime,
    likely_stale: ({ isOverdue }) => isOverdue,
    reconciled_failed: ({ reconciliation, isUnsuccessful }) => reconciliation !== undefined && isUnsuccessful,
    terminal_normal: ({ run }) => run.status === "completed",
    // A state of a newer release has no window here.
    unknown: ({ isActive: isIt, isCovered, isUnread: isNewer }) => isNewer || (isIt && !isCovered),
  },
  actionability: {
    still_active: ({ isActive: isIt, isOverdue }) => isIt && !isOverdue,
    overdue: ({ isOverdue }) => isOverdue,
    not_terminal: ({ isActive: isIt, isUnsuccessful }) => !isIt && !isUnsuccessful,
    actionable: isFollowUp,
    requires_manual_review: (facts) => isFollowUp(facts) && (facts.isForPerson || facts.isAmbiguous),
    superseded_by_later_success: ({ hasLaterSuccess, isOpenToProof }) => hasLaterSuccess && isOpenToProof,
    resolved_by_current_state: isResolvedByState,
    informational_only: ({ isAcknowledged, isStoppedByPerson }) => isAcknowledged || isStoppedByPerson,
    by_parts: ({ isLeftToParts }) => isLeftToParts,
    cancelled: ({ isStoppedByPerson }) => isStoppedByPerson,
  },
  reasons: {
    newer_version: isUnread,
    stale: ({ isOverdue }) => isOverdue,
    later_success: ({ hasLaterSuccess, isOpenToProof }) => hasLaterSuccess && isOpenToProof,
    provider_current_state: ({ isConnectionHealthy, operation }) =>
      isConnectionHealthy && operation?.actionability === "current_state",
    artifact_usable: ({ proofs, isProvenByRecord }) => isProvenByRecord && proofs.usable !== undefined,
    connection_disabled: ({ isConnectionDisabled, isBlockedByConnection }) =>
      isConnectionDisabled && isBlockedByConnection,
    acknowledged: ({ isAcknowledged }) => isAcknowledged,
    cancelled: ({ isStoppedByPerson }) => isStoppedByPerson,
    high_risk: ({ operation }) => operation?.risk === "destructive" || operation?.risk === "mutation",
    parts_follow_up: ({ isLeftToParts }) => isLeftToParts,
    proof_ambiguous: ({ isAmbiguous }) => isAmbiguous,
    unknown_type: ({ operation }) => operation === undefined,
    scope_incomplete: ({ isPlaced }) => !isPlaced,
    correlation_incomplete: ({ isCorrelated }) => !isCorrelated,
    no_proof: (facts) => isFollowUp(facts) && !isResolvedByState(facts),
  },
  consequences: {
    reconcile: ({ hasAdapter, isActive: isIt }) => hasAdapter && isIt,
    open_artifact: ({ isActive: isIt }) => !isIt,
    run_again: (facts) => facts.proofs.canRepeat && isFollowUp(facts),
    // This release never overwrites runs of a newer one.
    acknowledge: (facts) => isFollowUp(facts) && !facts.isUnread,
    cancel_queued: ({ isQueued, isUnread: isNewer }) => isQueued && !isNewer,
    cancel_running: ({ isRunning, isUnread: isNewer }) => isRunning && !isNewer,
    cancel_wave: (its) => its.isActive && !its.isUnread && its.operation?.actionability === "by_parts",
  },
  nextActions: {
    view_details: () => true,
    reconcile: ({ hasAdapter, isOverdue }) => hasAdapter && isOverdue,
    open_artifact: isProven,
    run_again: (facts) => facts.proofs.canRepeat && isFollowUp(facts),
    open_provider_connection: ({ isBlockedByConnection, isConnectionHealthy }) =>
      isBlockedByConnection && !isConnectionHealthy,
    open_repeat: (facts) => facts.isRepeated && isFollowUp(facts),
    review_details: isFollowUp,
  },
  causes: {
    disabled: (facts) => facts.isBlockedByConnection && facts.isConnectionDisabled,
    disabledBy: ({ isBlockedByConnection, isConnectionDisabled }) => isBlockedByConnection && isConnectionDisabled,
    wasDisabled: ({ run, isConnectionDisabled }) => isDisabledReason(run) && !isConnectionDisabled,
    connection: (facts) => facts.isBlockedByConnection,
  },
  waiting: waitingClaims,
  queuedBehind: { none: isActive, one: isActive, other: isActive },
  reconciliation: {
    unknown: ({ run }) => run.context.reconciliation?.source === "unknown",
    proof: isProvenBy("adapter_reconciler"),
    proof_requested: isProvenBy("operator_reconcile"),
    proof_after_delivery: isProvenBy("failed_job_bridge"),
    unproven: ({ isAmbiguous }) => isAmbiguous,
    delivery_failed: reconciledFor("run.queue_failure_bridge"),
    not_queued: reconciledFor("queue.dispatch_failed"),
    window_passed: reconciledFor("run.stale_queued", "run.stale_running"),
    day_passed: reconciledFor("run.infrastructure_timeout_or_abandonment"),
  },
  transitions: {
    unknown: ({ run }) => run.endedBy?.source === "unknown",
    start: () => true,
    first_attempt: ({ run }) => run.claims.length > 0,
    further_attempt: ({ run }) => run.claims.length > 1,
    worker: isEndedBy("worker"),
    dispatch: isEndedBy("dispatch"),
    failed_job_bridge: isEndedBy("failed_job_bridge"),
    scheduled_reconciler: isEndedBy("scheduled_reconciler"),
    adapter_reconciler: isProven,
    unproven: ({ isAmbiguous }) => isAmbiguous,
    operator: (facts) => isEndedBy("operator")(facts) && facts.isCancelled,
    ended: ({ run }) => run.status === "completed" && run.endedBy === undefined,
  },
  attemptEnds: {
    running: isRunningFor,
    handed_over: ({ run }) => run.handedOver?.[0]?.attempt === 1,
    not_reported: ({ run }) => run.claims.length > 1 && run.handovers === 0,
    closed: ({ run }) => run.status === "completed" && run.endedBy !== undefined && run.endedBy.source !== "worker",
    continued: ({ run }) => run.claims.length > 1 && run.handovers > 0 && run.handedOver === undefined,
    unknown: isUnread,
    ended: ({ run }) => run.status === "completed" && (run.endedBy?.source ?? "worker") === "worker",
  },
};

type Explanation = Words["explanation"];

/** The facts that each part of an explanation claims. */
export const explained: { readonly [Part in "facts" | "rules" | "verdicts" | "changes"]: ClaimsOf<Explanation[Part]> } =
  {
    facts: {
      newer_version: isUnread,
      queued: ({ isQueued }) => isQueued,
      running: isRunningFor,
      window: ({ isCovered, isActive: isIt }) => isCovered && isIt,
      waits: ({ run, isCovered, isRunning }) => run.waitedSeconds > 0 && isCovered && isRunning,
      no_window: ({ isCovered }) => !isCovered,
      outcome_succeeded: ended("succeeded"),
      outcome_partially_succeeded: ended("partially_succeeded"),
      outcome_blocked: ended("blocked"),
      outcome_failed: ended("failed"),
      outcome_pending: ended("pending"),
      reconciled: ({ reconciliation }) => reconciliation !== undefined,
      later_success: claims.reasons.later_success,
      provider_current_state: claims.reasons.provider_current_state,
      artifact_usable: claims.reasons.artifact_usable,
      connection_disabled: claims.reasons.connection_disabled,
      acknowledged: claims.reasons.acknowledged,
      cancelled: claims.reasons.cancelled,
      high_risk: claims.reasons.high_risk,
      parts_follow_up: claims.reasons.parts_follow_up,
      proof_ambiguous: claims.reasons.proof_ambiguous,
      unknown_type: claims.reasons.unknown_type,
      scope_incomplete: claims.reasons.scope_incomplete,
      correlation_incomplete: claims.reasons.correlation_incomplete,
      no_proof: claims.reasons.no_proof,
    },
    rules: {
      window: ({ isCovered, isActive: isIt }) => isCovered && isIt,
      no_window: ({ isCovered }) => !isCovered,
      ended: ({ run }) => run.status === "completed",
      problem: () => true,
      current_state: ({ operation }) => operation?.actionability === "current_state",
      later_success: ({ operation, isProvenByRecord }) =>
        operation?.actionability === "later_success" ||
        (operation?.actionability === "artifact_or_later_success" && !isProvenByRecord),
      artifact_or_later_success: ({ isProvenByRecord }) => isProvenByRecord,
      disabled: claims.reasons.connection_disabled,
      ambiguous: claims.reasons.proof_ambiguous,
      manual_review: ({ isForPerson }) => isForPerson,
      by_parts: ({ operation }) => operation?.actionability === "by_parts",
      acknowledged: claims.reasons.acknowledged,
      cancelled: claims.reasons.cancelled,
      newer_version: isUnread,
      attention: () => true,
    },
    verdicts: {
      fresh_active: ({ isOnTime }) => isOnTime,
      likely_stale: ({ isOverdue }) => isOverdue,
      reconciled_failed: claims.freshness.reconciled_failed,
      terminal_normal: ({ run }) => run.status === "completed",
      unknown: isActive,
      none: ({ isOverdue, isUnsuccessful }) => !isOverdue && !isUnsuccessful,
      active_stale_attention: ({ isOverdue }) => isOverdue,
      terminal_follow_up: ({ isUnsuccessful }) => isUnsuccessful,
      still_active: isActive,
      not_terminal: claims.actionability.not_terminal,
      actionable: claims.actionability.actionable,
      requires_manual_review: claims.actionability.requires_manual_review,
      superseded_by_later_success: claims.actionability.superseded_by_later_success,
      resolved_by_current_state: claims.actionability.resolved_by_current_state,
      informational_only: claims.actionability.informational_only,
      by_parts: claims.reasons.parts_follow_up,
      needs_attention: (facts) => facts.isOverdue || isFollowUp(facts),
      needs_nobody: (facts) => !facts.isOverdue && !isFollowUp(facts),
    },
    changes: {
      window_ends: ({ isOnTime }) => isOnTime,
      work_ends: isActive,
      proof_found: ({ hasAdapter, isActive: isIt }) => hasAdapter && isIt,
      platform_closes: isActive,
      connection_in_order: ({ operation }) => operation?.actionability === "current_state",
      connection_enabled: claims.reasons.connection_disabled,
      connection_unhealthy: claims.reasons.provider_current_state,
      same_work_succeeds: ({ isOpenToProof, isForPerson }) => isOpenToProof && !isForPerson,
      result_usable: ({ isProvenByRecord, isAmbiguous }) => isProvenByRecord && !isAmbiguous,
      result_unusable: claims.reasons.artifact_usable,
      person_acknowledges: isFollowUp,
    },
  };
