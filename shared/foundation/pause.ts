import { setTimeout as sleep } from "node:timers/promises";

/** Waits between retries. Tests use an implementation that does not sleep. */
export interface Pause {
  /** Resolves after this many milliseconds. */
  wait(millis: number): Promise<void>;
  /** A random value in [0, 1). */
  random(): number;
}

export const systemPause: Pause = {
  wait: (millis) => sleep(millis),
  random: () => Math.random(),
};

interface Backoff {
  readonly firstMillis: number;
  readonly longestMillis: number;
}

/**
 * Backoff before the next retry, in milliseconds: exponential with full jitter, so that callers that failed together
 * do not retry together.
 */
export function backoffMillis(
  { firstMillis, longestMillis }: Backoff,
  triesMade: number,
  random: () => number,
): number {
  return random() * Math.min(longestMillis, firstMillis * 2 ** (triesMade - 1));
}
