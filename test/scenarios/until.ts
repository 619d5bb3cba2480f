import { setTimeout as pause } from "node:timers/promises";

/** The polling interval; short, because tests wait for events, not for durations. */
const pauseMilliseconds = 100;

/** Fails before the test's own timeout, so that the error names the awaited condition. Not a performance limit. */
const giveUpSeconds = 240;

/**
 * Polls until there is a result, and returns it. Fails after some minutes, naming the awaited condition. An exception
 * in a poll fails at once, without a retry.
 */
export async function until<Answer>(what: string, look: () => Promise<Answer | undefined>): Promise<Answer> {
  const giveUpAt = performance.now() + giveUpSeconds * 1000;
  while (performance.now() < giveUpAt) {
    const answer = await look();
    if (answer !== undefined) return answer;
    await pause(pauseMilliseconds);
  }
  throw new Error(`waited ${giveUpSeconds} s, in vain: ${what}`);
}
