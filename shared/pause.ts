import { setTimeout as sleep } from "node:timers/promises";

/** How a caller waits before it asks again. A second implementation exists for tests, in which nothing sleeps. */
export interface Pause {
  /** Resolves after so many milliseconds. */
  wait(millis: number): Promise<void>;
  /** From 0 up to 1. */
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
 * The wait before the next try, in milliseconds: a random part of a bound that doubles with each try, so that callers
 * that failed together do not come back together ("full jitter").
 */
export function backoffMillis(
  { firstMillis, longestMillis }: Backoff,
  triesMade: number,
  random: () => number,
): number {
  return random() * Math.min(longestMillis, firstMillis * 2 ** (triesMade - 1));
}
