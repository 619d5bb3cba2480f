/** Legacy names of operation types, which are neither recognized nor shown. */
export const aliasNames = [
  "inventory_sync",
  "baseline_capture",
  "baseline_compare",
  "entra_group_sync",
  "directory_groups.sync",
  "backup_schedule_run",
  "backup_schedule.run_now",
  "backup_schedule.retry",
  "backup_schedule.scheduled",
  "backup_set.add_policies",
  "backup_set.remove_policies",
  "apply_backup_retention",
  "tenant.review.compose",
  "tenant.review_pack.generate",
  "drift.generate",
] as const;
