/** What an entry of the audit trail says happened. */
export const audit = {
  "operation_run.started": "A risky operation was started",
  "operation_run.completed": "An operation was ended by an operator",
  "operation_run.reconciled": "An operation was ended by what is stored",
  "operation_run.failure_bridged": "An operation was ended because its message failed for good",
  "operation_run.dispatch_failed": "An operation could not be handed to its queue",
  "operation_run.reconcile_requested": "Proof of an operation's end was asked for",
  "environment_review.published": "A review was published",
  "provider_connection.written": "A provider connection was written",
} as const;
