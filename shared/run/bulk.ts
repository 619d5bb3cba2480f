/** Actions that can be taken on many runs. */
export const bulkActionKinds = ["acknowledge", "cancel", "run_again"] as const;

/** Runs per bulk action. */
export const bulkItemsMax = 1000;
