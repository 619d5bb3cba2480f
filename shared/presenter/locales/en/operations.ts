/** Labels of operation types. */
export const operations = {
  "provider.connection.check": "Provider connection check",
  "inventory.sync": "Inventory sync",
  "policy.sync": "Policy sync",
  "policy.snapshot": "Policy snapshot",
  "policy.export": "Policy export",
  "directory.groups.sync": "Directory groups sync",
  "directory.role_definitions.sync": "Role definitions sync",
  "compliance.snapshot": "Compliance snapshot",
  "permission.posture.check": "Permission posture check",
  "entra.admin_roles.scan": "Admin roles scan",
  "rbac.health_check": "RBAC health check",
  "tenant.sync": "Environment sync",
  "assignments.fetch": "Assignment fetch",
  "alerts.evaluate": "Alert evaluation",
  "alerts.deliver": "Alert delivery",
  "ops.reconcile_adapter_runs": "Adapter reconciliation sweep",
  "operations.wave": "Wave",
  "baseline.capture": "Baseline capture",
  "baseline.compare": "Baseline compare",
  "tenant.evidence.snapshot.generate": "Evidence snapshot",
  "environment.review.compose": "Review composition",
  "environment.review_pack.generate": "Review pack generation",
  "backup_set.update": "Backup set update",
  "backup.schedule.execute": "Scheduled backup",
  "backup.schedule.retention": "Backup retention",
  "policy.delete": "Policy delete",
  "policy.restore": "Policy restore (un-delete)",
  "backup_set.archive": "Backup set archive",
  "backup_set.restore": "Backup set un-archive",
  "backup_set.delete": "Backup set delete",
  "backup.schedule.purge": "Backup purge",
  "restore.execute": "Restore",
  "promotion.execute": "Promotion",
  "assignments.restore": "Assignment restore",
  "restore_run.delete": "Restore record archive",
  "restore_run.restore": "Restore record un-archive",
  "restore_run.force_delete": "Restore record purge",
  "policy_version.prune": "Version prune",
  "policy_version.restore": "Version un-archive",
  "policy_version.force_delete": "Version purge",
} as const;

/** Headings of operation groups. */
export const families = {
  provider: "Provider",
  inventory: "Inventory",
  directory: "Directory",
  policies: "Policies",
  posture: "Security posture",
  baselines: "Baselines",
  evidence: "Evidence",
  reviews: "Reviews",
  backups: "Backups",
  restores: "Restores",
  alerts: "Alerts",
  operations: "Operations",
} as const;

/** What an operation may change. */
export const risks = {
  read: "Reads only",
  artifact: "Creates records here",
  mutation: "Changes data",
  destructive: "Can destroy or overwrite data",
} as const;

/** Who starts an operation. */
export const startedBy = {
  person: "Started by a person or a schedule",
  platform: "Started by the platform only",
} as const;
