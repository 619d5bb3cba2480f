/** What an evaluation does to alerts. */
export const alertChanges = ["opened", "changed", "closed", "unlisted"] as const;
export type AlertChanges = Record<(typeof alertChanges)[number], number>;
