/** The windows over which causes are listed. */
export const causeWindows = ["24h", "7d", "30d"] as const;
export type CauseWindow = (typeof causeWindows)[number];

/** Their lengths, in hours. */
export const causeWindowHours: Record<CauseWindow, number> = { "24h": 24, "7d": 7 * 24, "30d": 30 * 24 };
