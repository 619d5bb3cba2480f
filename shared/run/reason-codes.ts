/**
 * Why a run ended as it did. Stable and append-only: stored runs keep their codes for ever. A handler's
 * item failures may use other codes of the same shape; a run's own end uses one of these.
 */
export const reasonCodes = [
  "queue.dispatch_failed",
  "run.stale_queued",
  "run.stale_running",
  "run.infrastructure_timeout_or_abandonment",
  "run.queue_failure_bridge",
  "run.adapter_out_of_sync",
  "run.handler_failed",
  "run.handover_limit",
  "provider_connection_invalid",
  "provider_connection_disabled",
  "provider_consent_missing",
  "provider_permission_denied",
  "provider_credential_missing",
  "provider_auth_failed",
  "provider_throttled",
  "provider_unreachable",
  "provider_response_invalid",
  "policy_sync.items_failed",
  "evidence.no_synced_policies",
  "review_compose.no_evidence",
  "review_compose.matching_review_ready",
  "review_compose.no_matching_review",
  "review_compose.duplicate_unrecoverable",
] as const;
export type ReasonCode = (typeof reasonCodes)[number];
