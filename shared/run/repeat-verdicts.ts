/**
 * What running a failed run again would be. `already_true`: stored proof shows that its work is done. `needed`: a new run
 * does it. `needs_person`: a repetition could do harm, or is not possible.
 */
export const repeatVerdicts = ["already_true", "needed", "needs_person"] as const;
export type RepeatVerdictKind = (typeof repeatVerdicts)[number];

/** Why. Stable: clients and texts depend on them. */
export const repeatReasons = [
  "later_success",
  "provider_current_state",
  "artifact_usable",
  "no_problem",
  "not_done_since",
  "active",
  "under_way",
  "connection_disabled",
  "acknowledged",
  "cancelled",
  "parts_follow_up",
  "proof_ambiguous",
  "high_risk",
  "unknown_type",
  "newer_version",
  "scope_incomplete",
  "not_repeatable",
  "environment_archived",
  "record_missing",
  "not_permitted",
] as const;
export type RepeatReason = (typeof repeatReasons)[number];
