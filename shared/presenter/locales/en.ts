/** The reference locale: its keys are the keys of every other one. */
export const en = {
  operations: {
    "provider.connection.check": "Provider connection check",
    "policy.sync": "Policy sync",
    "tenant.evidence.snapshot.generate": "Evidence snapshot",
    "environment.review.compose": "Review composition",
    "backup_set.update": "Backup set update",
    "restore.execute": "Restore",
    "ops.reconcile_adapter_runs": "Adapter reconciliation sweep",
  },
  audit: {
    "operation_run.started": "A risky operation was started",
    "operation_run.completed": "An operation was ended by an operator",
    "operation_run.reconciled": "An operation was ended by what is stored",
    "operation_run.failure_bridged": "An operation was ended because its message failed for good",
    "operation_run.dispatch_failed": "An operation could not be handed to its queue",
    "operation_run.reconcile_requested": "Proof of an operation's end was asked for",
    "environment_review.published": "A review was published",
    "provider_connection.written": "A provider connection was written",
  },
  headlines: {
    queued_fresh: "Queued. It starts shortly.",
    running_fresh: "In progress.",
    queued_stale: "Not started within its expected window. Review recommended.",
    running_stale: "Running past its expected window. Review recommended.",
    unknown_active: "Active.",
    succeeded: "Completed successfully.",
    succeeded_review_reused: "The review is already available.",
    preview_ready: "Preview ready, nothing was changed.",
    partial: "Completed with follow-up.",
    blocked: "Stopped by a prerequisite.",
    failed: "Did not complete.",
    failed_from_stale: "Closed automatically after no progress.",
    failed_bridge: "Background execution failed.",
    attention_ambiguous: "The result could not be confirmed. Review required.",
  },
  progress: {
    none: "No progress shown",
    waiting: "Not started yet",
    started: "Working",
    counted: "{processed} of {total} processed",
    composite: "{completed} of {total} parts done",
  },
  phases: {
    asking_provider: "Asking the provider",
    collecting_policies: "Collecting policies",
    reading_evidence: "Reading evidence",
    "reading.deviceCompliancePolicies": "Reading compliance policies",
    "reading.deviceConfigurations": "Reading device configurations",
    "reading.configurationPolicies": "Reading configuration policies",
  },
  durations: {
    neutral: "{time} so far",
    longer_than_usual: "Taking longer than usual, still within the expected window",
    past_window: "Past its expected window",
    total: "Took {time}",
    unknown: "Duration not known",
  },
  unknownOperation: "Unknown operation",
} as const;

/** The same tree with free texts. A locale that lacks a key, or invents one, does not compile. */
export type Words = Wording<typeof en>;
type Wording<Tree> = { readonly [Key in keyof Tree]: Tree[Key] extends string ? string : Wording<Tree[Key]> };
