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
  unknownOperation: "Unknown operation",
} as const;

/** The same tree with free texts. A locale that lacks a key, or invents one, does not compile. */
export type Words = Wording<typeof en>;
type Wording<Tree> = { readonly [Key in keyof Tree]: Tree[Key] extends string ? string : Wording<Tree[Key]> };
