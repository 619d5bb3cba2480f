/** The record kinds of an environment. Kinds that no operation creates yet are empty lists. */
export const recordKinds = [
  "provider-connections",
  "policies",
  "policy-exports",
  "evidence-snapshots",
  "environment-reviews",
  "review-packs",
  "backup-sets",
  "backup-schedules",
  "restore-runs",
  "plans",
  "baseline-snapshots",
  "baseline-profiles",
  "baseline-comparisons",
  "drift-findings",
  "permission-reports",
  "admin-role-scans",
  "rbac-reports",
  "compliance-snapshots",
  "tenant-profiles",
  "listings",
  "directory-groups",
  "role-definitions",
  "inventory-items",
  "policy-assignments",
] as const;
export type RecordKind = (typeof recordKinds)[number];

/** Kinds that are listed by id, or by name where the list is kept as a whole. */
const isByIdOrName: ReadonlySet<RecordKind> = new Set([
  "provider-connections",
  "backup-schedules",
  "policies",
  "baseline-profiles",
  "drift-findings",
  "listings",
  "policy-assignments",
  "directory-groups",
  "role-definitions",
  "inventory-items",
]);

/** Whether the records of a kind are listed newest first. */
export const isNewestFirst = (kind: RecordKind): boolean => !isByIdOrName.has(kind);
