import { pbkdf2Sync } from "node:crypto";

/** A fixed piece of work, and how long it takes on a quiet core of the machine that runs the tests. */
const rounds = 400_000;
const quietMilliseconds = 200;

/** How many times slower this machine is now, because of its processor or of other work on it; at least 1. */
export function measureSlowness(): number {
  const startedAt = performance.now();
  pbkdf2Sync("work", "salt", rounds, 32, "sha256");
  return Math.max(1, (performance.now() - startedAt) / quietMilliseconds);
}

/**
 * The time limits of tests that run a stack or a browser. They end what hangs and name it: a single wait ends before its
 * test does. They are no measure, so they grow with the slowness of the machine.
 */
export function timeLimits(slowness: number) {
  const waitMilliseconds = Math.round(120_000 * slowness);
  return { waitMilliseconds, testMilliseconds: 8 * waitMilliseconds };
}
