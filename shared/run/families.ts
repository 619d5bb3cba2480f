/** Groups of operations in the catalog, in display order. */
export const families = [
  "provider",
  "inventory",
  "directory",
  "policies",
  "posture",
  "baselines",
  "evidence",
  "reviews",
  "backups",
  "restores",
  "alerts",
  "operations",
] as const;
export type Family = (typeof families)[number];
