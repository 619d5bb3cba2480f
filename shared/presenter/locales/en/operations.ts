/** What people call each type of operation. */
export const operations = {
  "provider.connection.check": "Provider connection check",
  "policy.sync": "Policy sync",
  "tenant.evidence.snapshot.generate": "Evidence snapshot",
  "environment.review.compose": "Review composition",
  "backup_set.update": "Backup set update",
  "restore.execute": "Restore",
  "ops.reconcile_adapter_runs": "Adapter reconciliation sweep",
} as const;
