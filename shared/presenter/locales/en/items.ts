/** What became of an item of a change set, or would. */
export const itemOutcomes = {
  applied: "Applied",
  skipped: "Skipped",
  failed: "Not applied",
  not_verified: "Not verified",
  not_reached: "Not reached",
  manual_required: "Manual action required",
  create: "Would be created",
  update: "Would be changed",
  delete: "Would be deleted",
  unchanged: "Would not change",
} as const;
