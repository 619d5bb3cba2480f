import { setTimeout as sleep } from "node:timers/promises";

/** Time as the client spends it. A second implementation exists for tests, in which nothing sleeps. */
export interface Timer {
  /** Resolves after so many milliseconds; rejects when the signal is aborted. */
  wait(millis: number, signal: AbortSignal): Promise<void>;
  /** A signal that is aborted after so many milliseconds. */
  limit(millis: number): AbortSignal;
}

export const systemTimer: Timer = {
  wait: (millis, signal) => sleep(millis, undefined, { signal }),
  // Time left is a difference and need be neither whole nor positive; the platform's timer takes nothing else.
  limit: (millis) => AbortSignal.timeout(Math.max(0, Math.floor(millis))),
};
