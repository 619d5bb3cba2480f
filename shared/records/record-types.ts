/** The reference type of each record kind, as runs use it. */
const types = {
  "environment-reviews": "environment_review",
  "evidence-snapshots": "evidence_snapshot",
  "provider-connections": "provider_connection",
  policies: "policy",
  "policy-exports": "policy_export",
  "backup-sets": "backup_set",
  "backup-schedules": "backup_schedule",
  "restore-runs": "restore_run",
  plans: "plan",
  "review-packs": "review_pack",
  "baseline-snapshots": "baseline_snapshot",
  "baseline-profiles": "baseline_profile",
  "baseline-comparisons": "baseline_comparison",
  "drift-findings": "drift_finding",
  "permission-reports": "permission_report",
  "admin-role-scans": "admin_role_scan",
  "rbac-reports": "rbac_report",
  "compliance-snapshots": "compliance_snapshot",
  "tenant-profiles": "tenant_profile",
  listings: "listing",
  "policy-assignments": "policy_assignments",
} as const;
export type ReferencedKind = keyof typeof types;

export const typeOfKind = (kind: ReferencedKind): string => types[kind];

const kinds = new Map<string, string>(Object.entries(types).map(([kind, type]) => [type, kind]));

/** The record kind of a reference's type; undefined for an undeclared type, which is never shown. */
export const kindOfType = (type: string): string | undefined => kinds.get(type);
