/**
 * Names of everything derived about a run, never stored. Defined here because the contract and the derivations share
 * them; their meaning is documented where they are derived.
 */

export const freshnessStates = [
  "fresh_active",
  "likely_stale",
  "reconciled_failed",
  "terminal_normal",
  "unknown",
] as const;
export type Freshness = (typeof freshnessStates)[number];

export const problemClasses = ["none", "active_stale_attention", "terminal_follow_up"] as const;
export type ProblemClass = (typeof problemClasses)[number];

/** Whether an ended problem still needs follow-up (spec 367). */
export const actionabilityStatuses = [
  "not_terminal",
  "actionable",
  "requires_manual_review",
  "superseded_by_later_success",
  "resolved_by_current_state",
  "informational_only",
] as const;
export type ActionabilityStatus = (typeof actionabilityStatuses)[number];

/** The hub's tabs; the count and the list of each share one predicate. */
export const tabs = [
  "needs_attention",
  "active",
  "stale",
  "failed",
  "blocked",
  "partial",
  "succeeded",
  "resolved_history",
  "all",
] as const;
export type Tab = (typeof tabs)[number];

/** Actions on a run, besides starting one. */
export const runActions = ["reconcile", "open_artifact", "run_again", "cancel", "acknowledge"] as const;
export type RunAction = (typeof runActions)[number];

/** Actions of the platform plane on a run. */
export const triageActions = ["retry", "cancel", "mark_investigated"] as const;
export type TriageAction = (typeof triageActions)[number];

/** The recommended next step for a run. */
export const nextActionKinds = [
  "view_details",
  "reconcile",
  "open_artifact",
  "run_again",
  "open_provider_connection",
  "open_repeat",
  "review_details",
] as const;
export type NextActionKind = (typeof nextActionKinds)[number];

/** What can be done at once about a provider connection that stands in the way of runs. */
export const remedyKinds = ["enable_and_check", "check"] as const;
export type RemedyKind = (typeof remedyKinds)[number];

/** Why an active run has no worker. `until`: it waits for a reason that only a newer release knows. */
export const waitingReasons = ["not_delivered", "in_queue", "handed_over", "provider_throttled", "until"] as const;
export type WaitingReason = (typeof waitingReasons)[number];

/** Urgency of a badge. `danger` and `warning` require action; `neutral` is history. */
export const tones = ["danger", "warning", "info", "success", "neutral"] as const;
export type Tone = (typeof tones)[number];

/** Why a run needs attention; one cause per run, the most urgent first. */
export const attentionCauses = [
  "manual_review",
  "blocked",
  "failed",
  "stale_running",
  "stale_queued",
  "partially_succeeded",
] as const;
export type AttentionCause = (typeof attentionCauses)[number];
