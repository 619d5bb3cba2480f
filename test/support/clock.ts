import type { Clock } from "../../shared/clock.ts";

/** The instant every test starts at unless it says otherwise. */
export const NOW = new Date("2026-03-02T09:00:00.000Z");

export interface TestClock extends Clock {
  set(instant: Date): void;
  /** Moves time on, in seconds; a fraction is fine, a negative number goes back. */
  advance(seconds: number): void;
}

/** A clock that stands still until the test moves it. */
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
