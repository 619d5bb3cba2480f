import { setTimeout as sleep } from "node:timers/promises";

/** The client's timer. Tests use an implementation that never sleeps. */
export interface Timer {
  /** Resolves after the given milliseconds; rejects when the signal is aborted. */
  wait(millis: number, signal: AbortSignal): Promise<void>;
  /** A signal that aborts after the given milliseconds. */
  limit(millis: number): AbortSignal;
}

export const systemTimer: Timer = {
  wait: (millis, signal) => sleep(millis, undefined, { signal }),
  // The remaining time may be fractional or negative; the platform timer accepts neither.
  limit: (millis) => AbortSignal.timeout(Math.max(0, Math.floor(millis))),
};
