import { plusSeconds } from "../../foundation/clock.ts";

/** How deliveries to a channel ended. */
export interface AlertChannelHealth {
  readonly failures: number;
  readonly by: { readonly runId: string; readonly attempt: number };
  readonly triedAt: string;
  /** The revision of the channel that was tried. */
  readonly rev: number;
  readonly failure?: string | undefined;
  readonly nextTryAt?: string | undefined;
  readonly failingSince?: string | undefined;
}
/** What was tried, and by which attempt. */
type Tried = Pick<AlertChannelHealth, "by" | "rev">;

/** Failed deliveries in a row after which a channel counts as failing. */
export const failingAfter = 4;
/** Seconds until the next try after so many failures in a row; later ones are a day apart. */
const pausesSeconds = [30, 120, 600, 1800, 3600, 7200, 14_400, 28_800] as const;
const daySeconds = 86_400;

/** The health after a delivery that succeeded. */
export const succeededHealth = (tried: Tried, now: Date): AlertChannelHealth => ({
  failures: 0,
  ...tried,
  triedAt: now.toISOString(),
});

/**
 * The health after a delivery that failed. Several attempts of one run are one failure. A target that says it is gone
 * fails at once; the target's own waiting time counts when it is longer, up to a day.
 */
export function failedHealth(
  { by, rev }: Tried,
  now: Date,
  before: AlertChannelHealth | undefined,
  { reasonCode, retryAfterSeconds = 0 }: { readonly reasonCode: string; readonly retryAfterSeconds?: number },
): AlertChannelHealth {
  const counted = before?.failures ?? 0;
  const failures = before?.by.runId === by.runId && before.failure !== undefined ? counted : counted + 1;
  const isGone = reasonCode === "alert.target_gone";
  const own = isGone ? daySeconds : (pausesSeconds[failures - 1] ?? daySeconds);
  const pause = Math.max(own, Math.min(retryAfterSeconds, daySeconds));
  const isFailing = isGone || failures >= failingAfter;
  const failingSince = before?.failingSince ?? (isFailing ? now.toISOString() : undefined);
  return {
    ...{ failures, by, rev, triedAt: now.toISOString(), failure: reasonCode, nextTryAt: plusSeconds(now, pause) },
    ...(failingSince !== undefined && { failingSince }),
  };
}
