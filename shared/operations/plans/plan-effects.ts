/** The types whose plans archive records; the plans of all others delete permanently. */
export const archivingPlans: ReadonlySet<string> = new Set(["policy_version.prune"]);
