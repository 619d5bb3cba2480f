import type { Clock } from "../../shared/foundation/clock.ts";

/** The default start time of every test. */
export const NOW = new Date("2026-03-02T09:00:00.000Z");

export interface TestClock extends Clock {
  set(instant: Date): void;
  /** Advances the clock by seconds; fractions are allowed, negative numbers go back. */
  advance(seconds: number): void;
}

/** A clock that advances only when the test sets it. */
export function testClock(start: Date = NOW): TestClock {
  let current = start.getTime();
  return {
    now: () => new Date(current),
    set(instant) {
      current = instant.getTime();
    },
    advance(seconds) {
      current += seconds * 1000;
    },
  };
}
